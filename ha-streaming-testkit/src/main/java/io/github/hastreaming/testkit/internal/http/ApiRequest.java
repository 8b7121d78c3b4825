package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.ServiceException;
import org.jspecify.annotations.Nullable;

/** A request as the service's operations see it. */
public interface ApiRequest {
  String method();

  /** Without the query, as it was sent. */
  String path();

  byte[] body();

  @Nullable String query(String name);

  /** The first value of a header, whose name may be in any case. */
  @Nullable String header(String name);

  default String requiredQuery(String name) {
    String value = query(name);
    if (value == null || value.isBlank()) {
      throw ServiceException.missingParameter(name);
    }
    return value;
  }

  default @Nullable Integer integerQuery(String name) {
    String value = query(name);
    if (value == null) {
      return null;
    }
    try {
      return Integer.valueOf(value);
    } catch (NumberFormatException malformed) {
      throw ServiceException.invalidParameter(name + " must be an integer");
    }
  }
}
