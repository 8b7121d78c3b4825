package io.github.hastreaming.testkit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request that reached a region, also if a fault hit it. Immutable. */
public final class RecordedRequest {
  private final String method;
  private final String path;
  private final String operation;
  private final @Nullable String opcRequestId;
  private final @Nullable String opcClientRetries;
  private final Instant arrivedAt;

  RecordedRequest(
      String method,
      String path,
      String operation,
      @Nullable String opcRequestId,
      @Nullable String opcClientRetries,
      Instant arrivedAt) {
    this.method = method;
    this.path = path;
    this.operation = operation;
    this.opcRequestId = opcRequestId;
    this.opcClientRetries = opcClientRetries;
    this.arrivedAt = arrivedAt;
  }

  public String method() {
    return method;
  }

  /** Without the query. */
  public String path() {
    return path;
  }

  /** As the service's API reference calls it, such as {@code putMessages}, or {@code unknown}. */
  public String operation() {
    return operation;
  }

  public @Nullable String opcRequestId() {
    return opcRequestId;
  }

  /** What the SDK says of its own retries: {@code true} or {@code false}. */
  public @Nullable String opcClientRetries() {
    return opcClientRetries;
  }

  /** By the region's clock. */
  public Instant arrivedAt() {
    return arrivedAt;
  }

  @Override
  public String toString() {
    return arrivedAt + " " + method + " " + path + " (" + operation + ")";
  }
}
