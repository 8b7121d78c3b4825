package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which operation a request calls.
 *
 * @param parameters the parameters in the path, decoded
 * @param pathKnown whether the path is one of the service's, if only for another method
 */
public record Route(Operation operation, List<String> parameters, boolean pathKnown) {
  private static final String BASE_PATH = "/20180418/";

  /** Takes the path as it was sent, without the query. */
  public static Route of(String method, String path) {
    if (!path.startsWith(BASE_PATH)) {
      return unknown(false);
    }
    List<String> segments = List.of(path.substring(BASE_PATH.length()).split("/", -1));
    boolean pathKnown = false;
    for (Operation operation : Operation.values()) {
      if (operation.hasPath(segments)) {
        pathKnown = true;
        if (operation.hasMethod(method)) {
          return new Route(operation, parameters(operation, segments), true);
        }
      }
    }
    return unknown(pathKnown);
  }

  /** The OCID of the stream or stream pool. */
  String ocid() {
    return parameters.get(0);
  }

  String groupName() {
    return parameters.get(1);
  }

  /** What the service answers when there is no such operation. */
  ServiceException notAnOperation() {
    return pathKnown
        ? new ServiceException(405, "MethodNotAllowed", "Method not allowed")
        : ServiceException.notFound();
  }

  private static Route unknown(boolean pathKnown) {
    return new Route(Operation.UNKNOWN, List.of(), pathKnown);
  }

  private static List<String> parameters(Operation operation, List<String> segments) {
    return IntStream.range(0, segments.size())
        .filter(operation::isParameter)
        .mapToObj(index -> decode(segments.get(index)))
        .toList();
  }

  /** In a path, unlike in a query, a plus sign is a plus sign. */
  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return segment;
    }
  }
}
