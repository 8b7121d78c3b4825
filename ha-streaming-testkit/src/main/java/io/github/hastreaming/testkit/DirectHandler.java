package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.ApiResponse;
import io.github.hastreaming.testkit.internal.http.EmulatedApi;
import java.io.IOException;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.server.handler.HandlerWrapper;

/**
 * Hands requests to the emulated service past WireMock, which takes about half of a region's time,
 * for as long as nobody can have told WireMock anything.
 */
final class DirectHandler extends HandlerWrapper {
  private final EmulatedApi api;
  private volatile boolean wireMockIsUsed;

  DirectHandler(EmulatedApi api) {
    this.api = api;
  }

  /** From now on WireMock sees every request: its user may have stubs or listeners. */
  void useWireMock() {
    wireMockIsUsed = true;
  }

  @Override
  public void handle(
      String target, Request call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (target.startsWith(FaultHandler.WIREMOCK_ADMIN)) {
      useWireMock();
    }
    if (wireMockIsUsed) {
      super.handle(target, call, request, response);
      return;
    }
    write(api.handle(JettyRequest.read(call)), response);
    call.setHandled(true);
  }

  static void write(ApiResponse answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }
}
