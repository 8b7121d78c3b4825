package io.github.hastreaming.testkit.internal.service;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The consumer groups of a stream. Thread-safe. */
public final class ConsumerGroups {
  private final String streamId;
  private final Partitions partitions;
  private final AdjustableClock clock;
  private final CursorLifetime lifetime;
  private final Duration retention;
  private final Map<String, ConsumerGroup> groups = new HashMap<>();

  ConsumerGroups(
      String streamId,
      Partitions partitions,
      AdjustableClock clock,
      CursorLifetime lifetime,
      Duration retention) {
    this.streamId = streamId;
    this.partitions = partitions;
    this.clock = clock;
    this.lifetime = lifetime;
    this.retention = retention;
  }

  /** Creates the group if there is none; the type and time of one that exists stay as they are. */
  public GroupCursor createCursor(
      String groupName, GroupInstance instance, CursorType type, @Nullable Instant time) {
    Map<String, Position> starts = starts(type, time);
    return findOrCreate(groupName, starts)
        .cursor(streamId, lifetime.expiration(), groupName, instance);
  }

  public Batch<GroupCursor> read(GroupCursor cursor, @Nullable Integer limit) {
    ConsumerGroup group = groupOf(cursor);
    Batch<GroupCursor> batch = group.read(cursor, Limits.requireReadLimit(limit));
    return new Batch<>(batch.messages(), batch.nextCursor().renewed(lifetime.expiration()));
  }

  public GroupCursor commit(GroupCursor cursor) {
    groupOf(cursor).commit(cursor);
    return cursor.renewed(lifetime.expiration());
  }

  public GroupCursor heartbeat(GroupCursor cursor) {
    groupOf(cursor).heartbeat(cursor);
    return cursor.renewed(lifetime.expiration());
  }

  /** Moves the whole group, whatever its instances have read or committed. */
  public void update(String groupName, CursorType type, @Nullable Instant time) {
    existing(groupName).moveTo(starts(type, time));
  }

  public List<GroupReservation> reservations(String groupName) {
    return existing(groupName).reservations();
  }

  private synchronized ConsumerGroup findOrCreate(String name, Map<String, Position> starts) {
    removeUnused();
    if (!groups.containsKey(name) && groups.size() == Limits.MAX_GROUPS) {
      throw new ServiceException(
          400, "LimitExceeded", "A stream can have " + Limits.MAX_GROUPS + " consumer groups");
    }
    return groups.computeIfAbsent(name, unused -> new ConsumerGroup(partitions, clock, starts));
  }

  /** What the service answers for a cursor whose group is gone is not known. */
  private ConsumerGroup groupOf(GroupCursor cursor) {
    lifetime.requireUsable(streamId, cursor);
    ConsumerGroup group = find(cursor.groupName());
    if (group == null) {
      throw ServiceException.cursorInvalid();
    }
    return group;
  }

  private ConsumerGroup existing(String name) {
    ConsumerGroup group = find(name);
    if (group == null) {
      throw ServiceException.notFound();
    }
    return group;
  }

  private synchronized @Nullable ConsumerGroup find(String name) {
    removeUnused();
    return groups.get(name);
  }

  /** The service forgets a group that nobody has used for as long as messages are kept. */
  private void removeUnused() {
    Instant horizon = clock.now().minus(retention);
    groups.values().removeIf(group -> !group.lastUsed().isAfter(horizon));
  }

  private Map<String, Position> starts(CursorType type, @Nullable Instant time) {
    Map<String, Position> starts = new HashMap<>();
    for (String partition : partitions.names()) {
      starts.put(partition, start(partitions.get(partition), type, time));
    }
    return starts;
  }

  private static Position start(PartitionLog log, CursorType type, @Nullable Instant time) {
    return switch (type) {
      case TRIM_HORIZON -> Position.TRIM_HORIZON;
      case LATEST -> Position.endOf(log);
      case AT_TIME -> Position.at(time);
      case AT_OFFSET, AFTER_OFFSET ->
          throw ServiceException.invalidParameter(type + " is no type for a group");
    };
  }
}
