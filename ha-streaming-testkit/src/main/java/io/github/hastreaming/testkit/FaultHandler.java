package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.EmulatedApi;
import io.github.hastreaming.testkit.internal.service.AdjustableClock;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.server.handler.HandlerWrapper;

/**
 * Stands in front of the service: records each request and does to it what the fault that hits it
 * says.
 */
final class FaultHandler extends HandlerWrapper {
  static final String WIREMOCK_ADMIN = "/__admin";

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
    if (target.startsWith(WIREMOCK_ADMIN)) {
      handleAdmin(target, call, request, response);
      return;
    }
    ActiveFault fault = recordAndFindFault(call);
    if (fault == null) {
      super.handle(target, call, request, response);
      return;
    }
    fault
        .fault()
        .effect()
        .hit(
            new FaultedCall(
                call,
                fault,
                api,
                faults.random(),
                () -> super.handle(target, call, request, response)));
    call.setHandled(true);
  }

  /** WireMock lets pages of any origin use its admin API, which can write files. */
  private void handleAdmin(
      String target, Request call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    try {
      new LocalOnly(call.getLocalPort())
          .requireLocal(call.getHeader("Host"), call.getHeader("Origin"));
    } catch (ServiceException refused) {
      response.sendError(refused.status(), refused.getMessage());
      call.setHandled(true);
      return;
    }
    super.handle(target, call, request, response);
  }

  private @Nullable ActiveFault recordAndFindFault(Request call) {
    EmulatedApi.Call operation = api.call(call.getMethod(), call.getRequestURI());
    String keyId = Caller.keyIdOf(call.getHeader("Authorization"));
    if (FaultedCall.isLate(call)) {
      return faults.firstHittingLate(operation, keyId);
    }
    requests.add(
        new RecordedRequest(
            call.getMethod(),
            call.getRequestURI(),
            operation.name(),
            call.getHeader(EmulatedApi.REQUEST_ID),
            call.getHeader("opc-client-retries"),
            clock.now()));
    return faults.firstHitting(operation, keyId);
  }
}
