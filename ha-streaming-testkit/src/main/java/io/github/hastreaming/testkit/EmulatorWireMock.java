package io.github.hastreaming.testkit;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import io.github.hastreaming.testkit.internal.http.EmulatedApi;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A WireMock server as an emulated region needs it, and the HTTP server inside. */
final class EmulatorWireMock {
  static final String LOOPBACK = "127.0.0.1";

  /** The selectors accept: an acceptor thread would keep a closed port open for a moment. */
  private static final int NO_ACCEPTOR_THREADS = 0;

  /** Long enough for somebody who debugs a client. */
  private static final long IDLE_CONNECTION_MILLIS = 600_000;

  /** How many clients may connect at the same moment; by default a socket takes 50. */
  private static final int ACCEPT_QUEUE = 4_096;

  private final WireMockServer wireMock;
  private final EmulatorHttpServer httpServer;
  private final DirectHandler service;

  private EmulatorWireMock(
      WireMockServer wireMock, EmulatorHttpServer httpServer, DirectHandler service) {
    this.wireMock = wireMock;
    this.httpServer = httpServer;
    this.service = service;
  }

  /**
   * Starts to listen on the loopback interface.
   *
   * @param port 0 for any free one
   * @param api answers what users' own stubs do not
   * @param faults sees every request first
   * @throws IllegalStateException if the port is taken
   */
  static EmulatorWireMock start(int port, EmulatedApi api, FaultHandler faults) {
    DirectHandler service = new DirectHandler(api);
    AtomicReference<EmulatorHttpServer> httpServer = new AtomicReference<>();
    HttpServerFactory factory =
        (options, adminHandler, stubHandler) -> {
          httpServer.set(
              new EmulatorHttpServer(options, adminHandler, stubHandler, faults, service));
          return httpServer.get();
        };
    WireMockServer wireMock =
        new WireMockServer(options(port, new EmulatedResponder(api), factory));
    try {
      wireMock.start();
    } catch (FatalStartupException e) {
      wireMock.stop();
      throw new IllegalStateException("the emulator can't listen on port " + port, e);
    }
    return new EmulatorWireMock(wireMock, Objects.requireNonNull(httpServer.get()), service);
  }

  /** For whoever wants to tell it something. */
  WireMockServer wireMock() {
    service.useWireMock();
    return wireMock;
  }

  void stop() {
    wireMock.stop();
  }

  EmulatorHttpServer httpServer() {
    return httpServer;
  }

  private static WireMockConfiguration options(
      int port, EmulatedResponder service, HttpServerFactory httpServerFactory) {
    return WireMockConfiguration.options()
        .bindAddress(LOOPBACK)
        .port(port)
        .http2PlainDisabled(true)
        .gzipDisabled(true)
        .useChunkedTransferEncoding(ChunkedEncodingPolicy.NEVER)
        .jettyAcceptors(NO_ACCEPTOR_THREADS)
        .jettyAcceptQueueSize(ACCEPT_QUEUE)
        .jettyStopTimeout(0L)
        .jettyIdleTimeout(IDLE_CONNECTION_MILLIS)
        .disableRequestJournal()
        .stubRequestLoggingDisabled(true)
        .mappingSource(new NoMappingFiles())
        .httpServerFactory(httpServerFactory)
        .extensions(service);
  }
}
