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
    Position position =
        switch (type) {
          case AT_OFFSET, AFTER_OFFSET -> new Position(type, requireRetained(log, offset), null);
          case AT_TIME -> Position.at(time);
          case LATEST -> Position.endOf(log);
          case TRIM_HORIZON -> Position.TRIM_HORIZON;
        };
    return cursor(partition, position);
  }

  public Batch<PartitionCursor> read(PartitionCursor cursor, @Nullable Integer limit) {
    lifetime.requireUsable(streamId, cursor);
    int maxMessages = Limits.requireReadLimit(limit);
    List<Message> messages =
        cursor
            .position()
            .read(partitions.get(cursor.partition()), maxMessages, Limits.MAX_READ_BYTES);
    Position next =
        messages.isEmpty()
            ? cursor.position()
            : Position.after(messages.get(messages.size() - 1).offset());
    return new Batch<>(messages, cursor(cursor.partition(), next));
  }

  private PartitionCursor cursor(String partition, Position position) {
    return new PartitionCursor(streamId, partition, position, lifetime.expiration());
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
}
