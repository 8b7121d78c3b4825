package io.github.hastreaming.testkit.internal.service;

import org.jspecify.annotations.Nullable;

/** A message as a producer sends it. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record NewMessage(byte @Nullable [] key, byte[] value) {

  int size() {
    return value.length + (key == null ? 0 : key.length);
  }
}
