package io.github.hastreaming.testkit;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import wiremock.org.eclipse.jetty.server.handler.HandlerWrapper;

/** Gives WireMock our server, and us a reference to it. For one server only. */
final class EmulatorServerFactory implements HttpServerFactory {
  private final HandlerWrapper front;
  private @Nullable EmulatorHttpServer server;

  EmulatorServerFactory(HandlerWrapper front) {
    this.front = front;
  }

  @Override
  public HttpServer buildHttpServer(
      Options options,
      AdminRequestHandler adminRequestHandler,
      StubRequestHandler stubRequestHandler) {
    server = new EmulatorHttpServer(options, adminRequestHandler, stubRequestHandler, front);
    return server;
  }

  EmulatorHttpServer server() {
    return Objects.requireNonNull(server, "WireMock has not asked for its server");
  }
}
