package io.github.hastreaming.testkit.internal.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * An instance's place in a consumer group.
 *
 * @param offsets the last offset that was returned from each partition
 * @param generation the group's when the offsets were returned
 */
public record GroupCursor(
    String streamId,
    Instant expiration,
    String groupName,
    String instanceName,
    Map<String, Long> offsets,
    boolean commitOnGet,
    long generation,
    Duration timeout)
    implements Cursor {

  public GroupCursor {
    if (timeout.isNegative() || timeout.isZero()) {
      throw ServiceException.cursorInvalid();
    }
    offsets = Map.copyOf(offsets);
  }

  GroupCursor renewed(Instant newExpiration) {
    return new GroupCursor(
        streamId,
        newExpiration,
        groupName,
        instanceName,
        offsets,
        commitOnGet,
        generation,
        timeout);
  }

  GroupCursor movedTo(Map<String, Long> newOffsets, long newGeneration) {
    return new GroupCursor(
        streamId,
        expiration,
        groupName,
        instanceName,
        newOffsets,
        commitOnGet,
        newGeneration,
        timeout);
  }
}
