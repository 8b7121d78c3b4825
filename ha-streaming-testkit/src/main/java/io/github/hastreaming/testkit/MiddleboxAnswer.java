package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.ApiResponse;
import io.github.hastreaming.testkit.internal.http.EmulatedApi;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import wiremock.org.eclipse.jetty.server.Request;

/** A page of HTML that comes from something else than the service. */
record MiddleboxAnswer(int status, Map<String, String> headers, String page)
    implements FaultAnswer {
  private static final Set<Integer> WITHOUT_A_BODY = Set.of(204, 205, 304);

  /**
   * With the challenge that clients expect from the status.
   *
   * @throws IllegalArgumentException if no page comes with the status
   */
  static MiddleboxAnswer html(int status, String page) {
    if (status < 200 || status > 599 || WITHOUT_A_BODY.contains(status)) {
      throw new IllegalArgumentException(
          "status must be from 200 to 599, without 204, 205 and 304, but was " + status);
    }
    return switch (status) {
      case 401 -> of(status, page, "WWW-Authenticate", "Basic realm=\"middlebox\"");
      case 407 -> of(status, page, "Proxy-Authenticate", "Basic realm=\"middlebox\"");
      default -> new MiddleboxAnswer(status, Map.of(), page);
    };
  }

  static MiddleboxAnswer of(int status, String page, String header, String value) {
    return new MiddleboxAnswer(status, Map.of(header, value), page);
  }

  static String page(int status) {
    return "<!DOCTYPE html>\n<html><head><title>"
        + status
        + "</title></head><body><h1>Status "
        + status
        + "</h1><p>An answer of a middlebox.</p></body></html>\n";
  }

  @Override
  public ApiResponse to(Request request, EmulatedApi api) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "text/html; charset=utf-8");
    return new ApiResponse(status, all, page.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "html " + status;
  }
}
