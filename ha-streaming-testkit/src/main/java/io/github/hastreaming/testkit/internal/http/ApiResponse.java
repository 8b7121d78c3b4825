package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of the service. */
@SuppressWarnings("ArrayRecordComponent") // written once, compared by nobody
public record ApiResponse(int status, Map<String, String> headers, byte[] body) {

  public static ApiResponse json(Object body) {
    return json(200, body);
  }

  public static ApiResponse json(int status, Object body) {
    return new ApiResponse(status, Map.of("Content-Type", "application/json"), Json.write(body));
  }

  public static ApiResponse empty(int status) {
    return new ApiResponse(status, Map.of(), new byte[0]);
  }

  public static ApiResponse error(ServiceException error) {
    String message = String.valueOf(error.getMessage());
    return json(error.status(), new ErrorBody(error.code(), message));
  }

  ApiResponse withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiResponse(status, more, body);
  }

  private record ErrorBody(String code, String message) {}
}
