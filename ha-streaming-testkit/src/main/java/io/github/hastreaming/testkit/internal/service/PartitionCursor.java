package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A position in one partition.
 *
 * @param offset of AT_OFFSET and AFTER_OFFSET; of LATEST, the one that was next when the cursor was
 *     created
 * @param time of AT_TIME
 */
public record PartitionCursor(
    String streamId,
    String partition,
    CursorType type,
    @Nullable Long offset,
    @Nullable Instant time,
    Instant expiration) {

  public PartitionCursor {
    switch (type) {
      case AT_OFFSET, AFTER_OFFSET, LATEST -> requirePresent(offset);
      case AT_TIME -> requirePresent(time);
      case TRIM_HORIZON -> {}
    }
  }

  long requiredOffset() {
    return Objects.requireNonNull(offset);
  }

  Instant requiredTime() {
    return Objects.requireNonNull(time);
  }

  PartitionCursor after(long readOffset) {
    return new PartitionCursor(
        streamId, partition, CursorType.AFTER_OFFSET, readOffset, null, expiration);
  }

  PartitionCursor renewed(Instant newExpiration) {
    return new PartitionCursor(streamId, partition, type, offset, time, newExpiration);
  }

  private static void requirePresent(@Nullable Object position) {
    if (position == null) {
      throw ServiceException.cursorInvalid();
    }
  }
}
