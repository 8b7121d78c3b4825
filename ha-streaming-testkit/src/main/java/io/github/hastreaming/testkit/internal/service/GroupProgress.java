package io.github.hastreaming.testkit.internal.service;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far a group has come in each partition. Not thread-safe. */
final class GroupProgress {
  private Map<String, Position> starts;
  private final Map<String, Long> committed = new HashMap<>();

  /**
   * @param starts where the group starts, for each partition
   */
  GroupProgress(Map<String, Position> starts) {
    this.starts = starts;
  }

  /** Commits never go back. */
  void commit(String partition, long offset) {
    committed.merge(partition, offset, Math::max);
  }

  @Nullable Long committedOffset(String partition) {
    return committed.get(partition);
  }

  Position position(String partition) {
    Long offset = committed.get(partition);
    return offset == null ? Objects.requireNonNull(starts.get(partition)) : Position.after(offset);
  }

  void moveTo(Map<String, Position> newStarts) {
    committed.clear();
    starts = newStarts;
  }
}
