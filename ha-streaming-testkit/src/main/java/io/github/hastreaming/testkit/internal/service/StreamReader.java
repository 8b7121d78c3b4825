package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides where a partition cursor starts and what it reads. */
public final class StreamReader {
  private final String streamId;
  private final Partitions partitions;
  private final CursorLifetime lifetime;

  StreamReader(String streamId, Partitions partitions, CursorLifetime lifetime) {
    this.streamId = streamId;
    this.partitions = partitions;
    this.lifetime = lifetime;
  }

  public PartitionCursor createCursor(
      String partition, CursorType type, @Nullable Long offset, @Nullable Instant time) {
    PartitionLog log = partitions.get(partition);
    return switch (type) {
      case AT_OFFSET, AFTER_OFFSET -> cursor(partition, type, requireRetained(log, offset), null);
      case AT_TIME -> cursor(partition, type, null, requirePresent(time));
      case LATEST -> cursor(partition, type, log.nextOffset(), null);
      case TRIM_HORIZON -> cursor(partition, type, null, null);
    };
  }

  public Batch<PartitionCursor> read(PartitionCursor cursor, @Nullable Integer limit) {
    lifetime.requireUsable(streamId, cursor.streamId(), cursor.expiration());
    int maxMessages = Limits.requireReadLimit(limit);
    List<Message> messages = read(partitions.get(cursor.partition()), cursor, maxMessages);
    PartitionCursor next =
        messages.isEmpty() ? cursor : cursor.after(messages.get(messages.size() - 1).offset());
    return new Batch<>(messages, next.renewed(lifetime.expiration()));
  }

  private static List<Message> read(PartitionLog log, PartitionCursor cursor, int limit) {
    return switch (cursor.type()) {
      case TRIM_HORIZON -> log.readFrom(0, limit, Limits.MAX_READ_BYTES);
      case AT_TIME -> log.readFrom(cursor.requiredTime(), limit, Limits.MAX_READ_BYTES);
      case AT_OFFSET, LATEST -> readFrom(log, cursor.requiredOffset(), limit);
      case AFTER_OFFSET -> readFrom(log, cursor.requiredOffset() + 1, limit);
    };
  }

  private static List<Message> readFrom(PartitionLog log, long offset, int limit) {
    if (log.hasTrimmed(offset)) {
      throw ServiceException.cursorOutsideRetention();
    }
    return log.readFrom(offset, limit, Limits.MAX_READ_BYTES);
  }

  private PartitionCursor cursor(
      String partition, CursorType type, @Nullable Long offset, @Nullable Instant time) {
    return new PartitionCursor(streamId, partition, type, offset, time, lifetime.expiration());
  }

  /**
   * The service's message for an offset out of range is known, the range is not: here it runs from
   * the first to the last message that is retained, for AT_OFFSET and AFTER_OFFSET.
   */
  private static Long requireRetained(PartitionLog log, @Nullable Long offset) {
    if (offset == null) {
      throw ServiceException.missingParameter("offset");
    }
    if (!log.retains(offset)) {
      throw ServiceException.invalidParameter("Offset " + offset + " is invalid");
    }
    return offset;
  }

  private static Instant requirePresent(@Nullable Instant time) {
    if (time == null) {
      throw ServiceException.missingParameter("time");
    }
    return time;
  }
}
