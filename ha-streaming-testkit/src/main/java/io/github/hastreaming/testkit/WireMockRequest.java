package io.github.hastreaming.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.hastreaming.testkit.internal.http.ApiRequest;
import org.jspecify.annotations.Nullable;

/** A request as WireMock hands it to its extensions. */
final class WireMockRequest implements ApiRequest {
  private final LoggedRequest request;

  WireMockRequest(LoggedRequest request) {
    this.request = request;
  }

  @Override
  public String method() {
    return request.getMethod().getName();
  }

  @Override
  public String path() {
    String url = request.getUrl();
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  @Override
  public byte[] body() {
    byte[] body = request.getBody();
    return body == null ? new byte[0] : body;
  }

  @Override
  public @Nullable String query(String name) {
    QueryParameter parameter = request.queryParameter(name);
    return parameter.isPresent() ? parameter.firstValue() : null;
  }

  @Override
  public @Nullable String header(String name) {
    HttpHeader header = request.header(name);
    return header.isPresent() ? header.firstValue() : null;
  }
}
