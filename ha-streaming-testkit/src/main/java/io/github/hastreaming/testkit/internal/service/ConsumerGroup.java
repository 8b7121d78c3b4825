package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Instances that share the partitions of a stream. Thread-safe. */
final class ConsumerGroup {
  private final Partitions partitions;
  private final AdjustableClock clock;
  private final Reservations reservations;
  private final GroupProgress progress;
  private volatile Instant lastUsed;
  private int reads;

  ConsumerGroup(Partitions partitions, AdjustableClock clock, Map<String, Position> starts) {
    this.partitions = partitions;
    this.clock = clock;
    this.reservations = new Reservations(partitions.names());
    this.progress = new GroupProgress(starts);
    this.lastUsed = clock.now();
  }

  Instant lastUsed() {
    return lastUsed;
  }

  /** The cursor of an instance that has read nothing; it joins with its first read. */
  synchronized GroupCursor cursor(
      String streamId, Instant expiration, String groupName, GroupInstance instance) {
    use();
    return new GroupCursor(
        streamId,
        expiration,
        groupName,
        instance.name(),
        Map.of(),
        instance.commitOnGet(),
        reservations.generation(),
        instance.timeout());
  }

  /** As the service does: rebalance, commit what was read before, then read. */
  synchronized Batch<GroupCursor> read(GroupCursor cursor, int maxMessages) {
    Instant now = use();
    reservations.join(cursor.instanceName(), now, now.plus(cursor.timeout()));
    Map<String, Long> offsets = offsetsOfHeldPartitions(cursor);
    if (cursor.commitOnGet()) {
      offsets.forEach(progress::commit);
    }
    List<Message> messages = read(cursor.instanceName(), offsets, maxMessages);
    Map<String, Long> newOffsets = new HashMap<>(offsets);
    messages.forEach(message -> newOffsets.put(message.partition(), message.offset()));
    return new Batch<>(messages, cursor.movedTo(newOffsets, reservations.generation()));
  }

  synchronized void commit(GroupCursor cursor) {
    Instant now = use();
    reservations.extend(cursor.instanceName(), now, now.plus(cursor.timeout()));
    if (offsetsOfHeldPartitions(cursor).size() < cursor.offsets().size()) {
      throw ServiceException.invalidParameter("Trying to commit unreserved partition");
    }
    cursor.offsets().forEach(progress::commit);
  }

  /**
   * An instance that has timed out stays out until its next read. What the service answers it is
   * not known; here it is told nothing.
   */
  synchronized void heartbeat(GroupCursor cursor) {
    Instant now = use();
    reservations.extend(cursor.instanceName(), now, now.plus(cursor.timeout()));
  }

  synchronized void moveTo(Map<String, Position> starts) {
    use();
    progress.moveTo(starts);
    reservations.restart();
  }

  synchronized List<GroupReservation> reservations() {
    reservations.expire(clock.now());
    return partitions.names().stream()
        .map(
            partition ->
                new GroupReservation(
                    partition,
                    progress.committedOffset(partition),
                    reservations.holder(partition),
                    reservations.heldUntil(partition)))
        .toList();
  }

  private Instant use() {
    lastUsed = clock.now();
    return lastUsed;
  }

  /**
   * What the cursor may still speak for. A partition that was in other hands meanwhile does not
   * count, even if it came back.
   */
  private Map<String, Long> offsetsOfHeldPartitions(GroupCursor cursor) {
    Map<String, Long> held = new HashMap<>(cursor.offsets());
    held.keySet()
        .removeIf(
            partition ->
                !reservations.holdsSince(partition, cursor.instanceName(), cursor.generation()));
    return held;
  }

  private List<Message> read(String instance, Map<String, Long> offsets, int maxMessages) {
    List<Message> messages = new ArrayList<>();
    int bytes = 0;
    for (String partition : inTurn(reservations.heldBy(instance))) {
      if (messages.size() == maxMessages || bytes >= Limits.MAX_READ_BYTES) {
        break;
      }
      Long offset = offsets.get(partition);
      Position position = offset == null ? progress.position(partition) : Position.after(offset);
      List<Message> more =
          position.read(
              partitions.get(partition),
              maxMessages - messages.size(),
              Limits.MAX_READ_BYTES - bytes);
      messages.addAll(more);
      bytes += more.stream().mapToInt(Message::size).sum();
    }
    return messages;
  }

  /** Each read starts with another partition, so that a small limit starves none. */
  private List<String> inTurn(List<String> held) {
    List<String> rotated = new ArrayList<>(held);
    Collections.rotate(rotated, reads++);
    return rotated;
  }
}
