package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.ServiceException;
import org.jspecify.annotations.Nullable;

/** The HTTP API of an emulated service. Thread-safe. */
public interface EmulatedApi {
  String REQUEST_ID = "opc-request-id";

  /**
   * What a request calls.
   *
   * @param name as the service's API reference calls it, or {@code unknown}
   */
  record Call(String name, Plane plane) {}

  ApiResponse handle(ApiRequest request);

  /** The answer to a request that no operation gets to see. */
  ApiResponse error(ServiceException error, @Nullable String requestId);

  /** Takes the path as it was sent, without the query. */
  Call call(String method, String path);
}
