package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The messages of one partition in the order of their offsets. Thread-safe. */
final class PartitionLog {
  private static final int TRIMMED_BEFORE_COMPACTION = 1_000;

  private final String partition;
  private final List<Message> messages = new ArrayList<>();
  private int trimmed;
  private long lastTrimmedOffset = -1;
  private long nextOffset;

  PartitionLog(String partition) {
    this.partition = partition;
  }

  String partition() {
    return partition;
  }

  /**
   * @param skippedOffsets offsets to leave out before this message: the service's are not dense
   */
  synchronized Message append(
      byte @Nullable [] key, byte[] value, Instant timestamp, int skippedOffsets) {
    Message message =
        new Message(partition, nextOffset + skippedOffsets, key, value, notBeforeLast(timestamp));
    messages.add(message);
    nextOffset = message.offset() + 1;
    return message;
  }

  synchronized long nextOffset() {
    return nextOffset;
  }

  /** Whether the offset lies between the first and the last message that are retained. */
  synchronized boolean retains(long offset) {
    return trimmed < messages.size()
        && offset >= messages.get(trimmed).offset()
        && offset < nextOffset;
  }

  /**
   * Whether a message at or after the offset has been trimmed, so that reading there would skip it.
   */
  synchronized boolean hasTrimmed(long offset) {
    return lastTrimmedOffset >= offset;
  }

  /**
   * Up to {@code limit} messages from the offset on, and no more than {@code maxBytes} after the
   * first.
   */
  synchronized List<Message> readFrom(long offset, int limit, int maxBytes) {
    return read(firstIndex(message -> message.offset() >= offset), limit, maxBytes);
  }

  synchronized List<Message> readFrom(Instant time, int limit, int maxBytes) {
    return read(firstIndex(message -> !message.timestamp().isBefore(time)), limit, maxBytes);
  }

  synchronized List<Message> all() {
    return List.copyOf(messages.subList(trimmed, messages.size()));
  }

  synchronized void clear() {
    messages.clear();
    trimmed = 0;
    lastTrimmedOffset = nextOffset - 1;
  }

  synchronized void trimBefore(Instant horizon) {
    while (trimmed < messages.size() && messages.get(trimmed).timestamp().isBefore(horizon)) {
      lastTrimmedOffset = messages.get(trimmed).offset();
      trimmed++;
    }
    if (trimmed >= TRIMMED_BEFORE_COMPACTION) {
      messages.subList(0, trimmed).clear();
      trimmed = 0;
    }
  }

  /** Timestamps never go back within a partition, so that they can be searched. */
  private Instant notBeforeLast(Instant timestamp) {
    if (messages.isEmpty()) {
      return timestamp;
    }
    Instant last = messages.get(messages.size() - 1).timestamp();
    return timestamp.isBefore(last) ? last : timestamp;
  }

  private List<Message> read(int from, int limit, int maxBytes) {
    int to = from;
    long bytes = 0;
    while (to < messages.size() && to - from < limit) {
      bytes += messages.get(to).size();
      if (bytes > maxBytes && to > from) {
        break;
      }
      to++;
    }
    return List.copyOf(messages.subList(from, to));
  }

  /** The condition must hold for all messages from some index on. */
  private int firstIndex(Predicate<Message> condition) {
    int low = trimmed;
    int high = messages.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (condition.test(messages.get(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
