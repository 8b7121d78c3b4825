package io.github.hastreaming.testkit;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import wiremock.org.eclipse.jetty.server.handler.HandlerWrapper;

/** WireMock's server with a handler in front, and a port that can be closed and opened again. */
final class EmulatorHttpServer extends Jetty11HttpServer {
  private int port;

  EmulatorHttpServer(
      Options options,
      AdminRequestHandler adminRequestHandler,
      StubRequestHandler stubRequestHandler,
      HandlerWrapper front) {
    super(options, adminRequestHandler, stubRequestHandler);
    front.setHandler(jettyServer.getHandler());
    jettyServer.setHandler(front);
  }

  @Override
  public void start() {
    super.start();
    port = httpConnector.getLocalPort();
  }

  @Override
  public int port() {
    return port;
  }

  /** Resets every open connection and refuses new ones. Idempotent. */
  void closePort() {
    httpConnector.getConnectedEndPoints().forEach(Connections::resetWhenClosed);
    lifeCycle(httpConnector::stop);
  }

  /** Opens the same port. Idempotent. */
  void openPort() {
    httpConnector.setPort(port);
    lifeCycle(httpConnector::start);
  }

  private static void lifeCycle(LifeCycleStep step) {
    try {
      step.run();
    } catch (Exception e) {
      throw new IllegalStateException("the emulator's port could not be switched", e);
    }
  }

  private interface LifeCycleStep {
    void run() throws Exception;
  }
}
