package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.EmulatedApi;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import wiremock.jakarta.servlet.AsyncContext;
import wiremock.jakarta.servlet.ServletException;
import wiremock.org.eclipse.jetty.io.EndPoint;
import wiremock.org.eclipse.jetty.server.Request;

/** A call that a fault hits, and what can be done to it. Nothing of it occupies a thread. */
final class FaultedCall {
  private static final String LATE = FaultedCall.class.getName();

  private final Request request;
  private final ActiveFault fault;
  private final EmulatedApi api;
  private final Random random;
  private final Service service;

  FaultedCall(Request request, ActiveFault fault, EmulatedApi api, Random random, Service service) {
    this.request = request;
    this.fault = fault;
    this.api = api;
    this.random = random;
    this.service = service;
  }

  /** Whether the request comes back from {@link #handleLate}. */
  static boolean isLate(Request request) {
    return request.getAttribute(LATE) != null;
  }

  EndPoint connection() {
    return request.getHttpChannel().getEndPoint();
  }

  /** Reads the request first: else the client might see a reset while it is still sending. */
  void answer(FaultAnswer inTheServicesStead) throws IOException {
    request.getInputStream().readAllBytes();
    DirectHandler.write(inTheServicesStead.to(request, api), request.getResponse());
  }

  HeldAnswer process() throws IOException, ServletException {
    HeldAnswer answer = HeldAnswer.of(request.getResponse().getHttpOutput());
    service.process();
    return answer;
  }

  void processAndAnswerLate(Latency latency) throws IOException, ServletException {
    Duration time = latency.next(random);
    HeldAnswer answer = process();
    AsyncContext suspended = suspend();
    after(time, () -> answer.release(suspended::complete));
  }

  /**
   * The request goes through the region's handlers once more when the time is over, whether its
   * client still waits or not, unless the region has closed the connection meanwhile.
   */
  void handleLate(Latency latency) {
    Duration time = latency.next(random);
    request.setAttribute(LATE, true);
    AsyncContext suspended = suspend();
    EndPoint connection = connection();
    after(
        time,
        () -> {
          if (connection.isOpen()) {
            suspended.dispatch();
          }
        });
  }

  void hang() {
    suspend();
    fault.hold(connection()::close);
  }

  private void after(Duration time, Runnable action) {
    request
        .getHttpChannel()
        .getConnector()
        .getScheduler()
        .schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private AsyncContext suspend() {
    AsyncContext suspended = request.startAsync();
    suspended.setTimeout(0);
    return suspended;
  }

  /** What would have handled the call. */
  interface Service {
    void process() throws IOException, ServletException;
  }
}
