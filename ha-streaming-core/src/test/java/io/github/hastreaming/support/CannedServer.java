package io.github.hastreaming.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.hastreaming.target.StreamTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that gives every request the same answer, as a middlebox does. */
public final class CannedServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Answer answer;

  /** What is answered. */
  public record Answer(int status, Map<String, String> headers, String body) {

    public static Answer html(int status) {
      return new Answer(
          status, Map.of("Content-Type", "text/html"), "<html><body>Sign in</body></html>");
    }

    public static Answer json(int status, String body) {
      return new Answer(status, Map.of("Content-Type", "application/json"), body);
    }

    public static Answer redirect(int status, String location) {
      return new Answer(
          status, Map.of("Content-Type", "text/html", "Location", location), "<html/>");
    }
  }

  public CannedServer(Answer answer) {
    this.answer = answer;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      Answer given = answer;
      given.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
      boolean bodyless = given.status() == 204 || given.status() == 304 || body.length == 0;
      exchange.sendResponseHeaders(given.status(), bodyless ? -1 : body.length);
      if (!bodyless) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(body);
        }
      }
    }
  }

  public void answer(Answer next) {
    answer = next;
  }

  /** Method and path of each request that came. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public StreamTarget target(String region, String streamOcid) {
    return StreamTarget.of(region, streamOcid, endpoint());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
