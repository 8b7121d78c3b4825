package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.ApiRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.util.MultiMap;
import wiremock.org.eclipse.jetty.util.UrlEncoded;

/** A request as Jetty has it, read to its end. */
final class JettyRequest implements ApiRequest {
  private final Request request;
  private final byte[] body;
  private final MultiMap<String> query = new MultiMap<>();

  private JettyRequest(Request request, byte[] body) {
    this.request = request;
    this.body = body;
    if (request.getQueryString() != null) {
      UrlEncoded.decodeUtf8To(request.getQueryString(), query);
    }
  }

  static JettyRequest read(Request request) throws IOException {
    return new JettyRequest(request, request.getInputStream().readAllBytes());
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return request.getRequestURI();
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public @Nullable String query(String name) {
    return query.getValue(name, 0);
  }

  @Override
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }
}
