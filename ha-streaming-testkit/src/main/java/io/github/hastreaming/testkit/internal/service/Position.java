package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where reading a partition starts.
 *
 * @param offset of AT_OFFSET and AFTER_OFFSET; of LATEST, the one that was next when the position
 *     was taken
 * @param time of AT_TIME
 */
public record Position(CursorType type, @Nullable Long offset, @Nullable Instant time) {
  static final Position TRIM_HORIZON = new Position(CursorType.TRIM_HORIZON, null, null);

  public Position {
    switch (type) {
      case AT_OFFSET, AFTER_OFFSET, LATEST -> requirePresent(offset);
      case AT_TIME -> requirePresent(time);
      case TRIM_HORIZON -> {}
    }
  }

  static Position after(long offset) {
    return new Position(CursorType.AFTER_OFFSET, offset, null);
  }

  static Position at(@Nullable Instant time) {
    if (time == null) {
      throw ServiceException.missingParameter("time");
    }
    return new Position(CursorType.AT_TIME, null, time);
  }

  static Position endOf(PartitionLog log) {
    return new Position(CursorType.LATEST, log.nextOffset(), null);
  }

  /**
   * Reads from here on.
   *
   * @param maxBytes taken into account after the first message
   */
  List<Message> read(PartitionLog log, int maxMessages, int maxBytes) {
    return switch (type) {
      case TRIM_HORIZON -> log.readFrom(0, maxMessages, maxBytes);
      case AT_TIME -> log.readFrom(Objects.requireNonNull(time), maxMessages, maxBytes);
      case AT_OFFSET, LATEST, AFTER_OFFSET -> {
        long first = firstOffset();
        if (log.hasTrimmed(first)) {
          throw ServiceException.cursorOutsideRetention();
        }
        yield log.readFrom(first, maxMessages, maxBytes);
      }
    };
  }

  private long firstOffset() {
    long named = Objects.requireNonNull(offset);
    return type == CursorType.AFTER_OFFSET ? named + 1 : named;
  }

  private static void requirePresent(@Nullable Object value) {
    if (value == null) {
      throw ServiceException.cursorInvalid();
    }
  }
}
