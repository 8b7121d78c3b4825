package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message at rest. Its arrays are shared inside the testkit and never changed. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copied where it leaves the testkit
public record Message(
    String partition, long offset, byte @Nullable [] key, byte[] value, Instant timestamp) {

  int size() {
    return value.length + (key == null ? 0 : key.length);
  }
}
