package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.ApiResponse;
import io.github.hastreaming.testkit.internal.http.EmulatedApi;
import java.net.URI;
import java.util.Set;
import wiremock.org.eclipse.jetty.server.Request;

/**
 * A redirect that comes from something else than the service.
 *
 * @param keepsPath whether what was asked for is appended
 */
record RedirectAnswer(int status, String url, boolean keepsPath) implements FaultAnswer {
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  /**
   * @throws IllegalArgumentException if it is no redirect, or would lead nowhere
   */
  static RedirectAnswer to(int status, String url, boolean keepsPath) {
    if (!STATUSES.contains(status)) {
      throw new IllegalArgumentException(
          "status must be 301, 302, 303, 307 or 308 but was " + status);
    }
    URI uri = URI.create(url);
    if (!uri.isAbsolute() || uri.getHost() == null) {
      throw new IllegalArgumentException("url must have a scheme and a host but was " + url);
    }
    if (keepsPath && !(uri.getRawPath().isEmpty() && uri.getRawQuery() == null)) {
      throw new IllegalArgumentException("endpoint must have no path and no query but was " + url);
    }
    return new RedirectAnswer(status, url, keepsPath);
  }

  @Override
  public ApiResponse to(Request request, EmulatedApi api) {
    String location = keepsPath ? url + request.getHttpURI().getPathQuery() : url;
    return MiddleboxAnswer.of(status, MiddleboxAnswer.page(status), "Location", location)
        .to(request, api);
  }

  @Override
  public String toString() {
    return "redirect " + status + " to " + url + (keepsPath ? "/..." : "");
  }
}
