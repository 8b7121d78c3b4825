package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a web page makes a browser of this machine send to a port on the loopback interface:
 * requests to another name that resolves to it (DNS rebinding), and requests from another origin.
 *
 * @param port the port that was asked
 */
record LocalOnly(int port) {
  private static final List<String> NAMES = List.of("127.0.0.1", "localhost", "[::1]");
  private static final String SCHEME = "http://";
  private static final int DEFAULT_PORT = 80;

  /**
   * Checks the headers of a request.
   *
   * @throws ServiceException 403 unless it asks for a loopback address and comes from no page, or
   *     from one of the port's own
   */
  void requireLocal(@Nullable String host, @Nullable String origin) {
    if (host == null || !isOwn(host)) {
      throw refused(
          "the Host header must be "
              + NAMES.get(0)
              + ":"
              + port
              + " or "
              + NAMES.get(1)
              + ":"
              + port
              + " but was "
              + host);
    }
    if (origin != null && !isOwnOrigin(origin)) {
      throw refused("requests from another origin are refused; it was " + origin);
    }
  }

  /**
   * Pages may have a browser send other types than JSON without asking first.
   *
   * @throws ServiceException 415 unless a request that changes something is JSON
   */
  static void requireJson(String method, @Nullable String contentType) {
    if ((method.equals("POST") || method.equals("PUT")) && !isJson(contentType)) {
      throw new ServiceException(
          415,
          "UnsupportedMediaType",
          "the Content-Type of a "
              + method
              + " must be application/json but was "
              + (contentType == null ? "missing" : contentType));
    }
  }

  private boolean isOwnOrigin(String origin) {
    return origin.startsWith(SCHEME) && isOwn(origin.substring(SCHEME.length()));
  }

  private boolean isOwn(String host) {
    return NAMES.stream().flatMap(this::hosts).anyMatch(host::equalsIgnoreCase);
  }

  /** Clients leave out the port that is HTTP's own. */
  private Stream<String> hosts(String name) {
    return port == DEFAULT_PORT ? Stream.of(name, name + ":" + port) : Stream.of(name + ":" + port);
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  private static ServiceException refused(String message) {
    return new ServiceException(403, "NotAuthorized", message);
  }
}
