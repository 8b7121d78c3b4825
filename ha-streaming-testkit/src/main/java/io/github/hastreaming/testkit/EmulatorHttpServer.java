package io.github.hastreaming.testkit;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import wiremock.org.eclipse.jetty.server.Server;
import wiremock.org.eclipse.jetty.util.thread.QueuedThreadPool;
import wiremock.org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** WireMock's server with handlers in front, and a port that can be closed and opened again. */
final class EmulatorHttpServer extends Jetty11HttpServer {
  private static final int THREADS = 32;
  private static final String THREAD_NAME = "oci-streaming-emulator";

  private int port;
  private @Nullable ReservedPort reservedPort;

  EmulatorHttpServer(
      Options options,
      AdminRequestHandler adminRequestHandler,
      StubRequestHandler stubRequestHandler,
      FaultHandler faults,
      DirectHandler service) {
    super(options, adminRequestHandler, stubRequestHandler);
    service.setHandler(jettyServer.getHandler());
    faults.setHandler(service);
    jettyServer.setHandler(faults);
  }

  /** Runs while the constructor above us does: no field is set yet. */
  @Override
  protected Server createServer(Options options) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName(THREAD_NAME);
    threads.setDaemon(true);
    Server server = new Server(threads);
    server.addBean(new ScheduledExecutorScheduler(THREAD_NAME + "-timer", true));
    return server;
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
  synchronized void closePort() {
    if (reservedPort == null) {
      httpConnector.getConnectedEndPoints().forEach(Connections::resetWhenClosed);
      switchPort(
          () -> {
            httpConnector.stop();
            reservedPort = new ReservedPort(new InetSocketAddress(httpConnector.getHost(), port));
          });
    }
  }

  /** Opens the same port. Idempotent. */
  synchronized void openPort() {
    if (reservedPort != null) {
      switchPort(
          () -> {
            freePort();
            httpConnector.setPort(port);
            httpConnector.start();
          });
    }
  }

  @Override
  public synchronized void stop() {
    switchPort(this::freePort);
    super.stop();
  }

  private void freePort() throws IOException {
    if (reservedPort != null) {
      reservedPort.close();
      reservedPort = null;
    }
  }

  private static void switchPort(PortChange change) {
    try {
      change.apply();
    } catch (Exception e) {
      throw new IllegalStateException("the emulator's port could not be switched", e);
    }
  }

  private interface PortChange {
    void apply() throws Exception;
  }
}
