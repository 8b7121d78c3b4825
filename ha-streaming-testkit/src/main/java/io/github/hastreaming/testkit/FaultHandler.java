package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.ApiResponse;
import io.github.hastreaming.testkit.internal.http.EmulatedApi;
import io.github.hastreaming.testkit.internal.service.AdjustableClock;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.AsyncContext;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.io.EndPoint;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.server.handler.HandlerWrapper;

/**
 * Stands in front of WireMock: records each request and does to it what the fault that hits it
 * says. No fault occupies a thread.
 */
final class FaultHandler extends HandlerWrapper {
  private static final String WIREMOCK_ADMIN = "/__admin";

  private final FaultTable faults;
  private final RequestLog requests;
  private final EmulatedApi api;
  private final AdjustableClock clock;

  FaultHandler(FaultTable faults, RequestLog requests, EmulatedApi api, AdjustableClock clock) {
    this.faults = faults;
    this.requests = requests;
    this.api = api;
    this.clock = clock;
  }

  @Override
  public void handle(
      String target, Request call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    ActiveFault fault = target.startsWith(WIREMOCK_ADMIN) ? null : recordAndFindFault(call);
    if (fault == null) {
      super.handle(target, call, request, response);
      return;
    }
    EndPoint connection = call.getHttpChannel().getEndPoint();
    switch (fault.fault().kind()) {
      case STATUS -> answer(call, fault.fault().answer());
      case HANG -> hang(call, fault);
      case RESET_BEFORE_PROCESSING -> Connections.reset(connection);
      case RESET_AFTER_PROCESSING -> {
        process(target, call, request, response);
        Connections.reset(connection);
      }
      case TRUNCATED_ANSWER ->
          process(target, call, request, response).releaseHalf(connection::close);
      case DELAY -> answerLate(call, fault, process(target, call, request, response));
      case REFUSED -> throw new IllegalStateException("a request came through a closed port");
    }
    call.setHandled(true);
  }

  private @Nullable ActiveFault recordAndFindFault(Request call) {
    EmulatedApi.Call operation = api.call(call.getMethod(), call.getRequestURI());
    requests.add(
        new RecordedRequest(
            call.getMethod(),
            call.getRequestURI(),
            operation.name(),
            call.getHeader(EmulatedApi.REQUEST_ID),
            call.getHeader("opc-client-retries"),
            clock.now()));
    return faults.firstHitting(operation.plane());
  }

  private HeldAnswer process(
      String target, Request call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    HeldAnswer answer = HeldAnswer.of(call.getResponse().getHttpOutput());
    super.handle(target, call, request, response);
    return answer;
  }

  /** Reads the request first: else the client might see a reset while it is still sending. */
  private void answer(Request call, ErrorAnswer error) throws IOException {
    call.getInputStream().readAllBytes();
    ApiResponse answer =
        api.error(
            new ServiceException(error.status(), error.code(), error.message()),
            call.getHeader(EmulatedApi.REQUEST_ID));
    HttpServletResponse response = call.getResponse();
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  private static void hang(Request call, ActiveFault fault) {
    suspend(call);
    fault.hold(call.getHttpChannel().getEndPoint()::close);
  }

  private static void answerLate(Request call, ActiveFault fault, HeldAnswer answer) {
    long delay = fault.fault().delay().toNanos();
    AsyncContext suspended = suspend(call);
    call.getHttpChannel()
        .getConnector()
        .getScheduler()
        .schedule(() -> answer.release(suspended::complete), delay, TimeUnit.NANOSECONDS);
  }

  private static AsyncContext suspend(Request call) {
    AsyncContext suspended = call.startAsync();
    suspended.setTimeout(0);
    return suspended;
  }
}
