package io.github.hastreaming.testkit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.hastreaming.testkit.internal.http.ApiResponse;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The control endpoint: on a port of its own, since a fault may close a region's port. Whoever can
 * connect may use it, but no web page can through a browser of this machine.
 */
final class ControlServer implements AutoCloseable {
  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads;

  private ControlServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Listens on the loopback interface.
   *
   * @throws IllegalStateException if the port is taken
   */
  static ControlServer start(int port, ControlApi api) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback(), port), 0);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      server.setExecutor(threads);
      server.createContext("/", exchange -> answer(exchange, api));
      server.start();
      return new ControlServer(server, threads);
    } catch (IOException e) {
      throw new IllegalStateException("the control endpoint can't listen on port " + port, e);
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Of version 4, as the endpoints of the regions. */
  private static InetAddress loopback() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private static void answer(HttpExchange exchange, ControlApi api) throws IOException {
    try (exchange) {
      ApiResponse response = response(exchange, api);
      response.headers().forEach(exchange.getResponseHeaders()::set);
      int length = response.body().length;
      exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(response.body());
    }
  }

  private static ApiResponse response(HttpExchange exchange, ControlApi api) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      requireHarmless(exchange);
    } catch (ServiceException refused) {
      return ApiResponse.error(refused);
    }
    return api.handle(exchange.getRequestMethod(), exchange.getRequestURI(), body);
  }

  private static void requireHarmless(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    new LocalOnly(exchange.getLocalAddress().getPort())
        .requireLocal(headers.getFirst("Host"), headers.getFirst("Origin"));
    LocalOnly.requireJson(exchange.getRequestMethod(), headers.getFirst("Content-Type"));
  }
}
