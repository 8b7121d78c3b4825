package io.github.hastreaming.internal.region;

import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.time.TimeSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Skips a region for a while for an operation that it refused several times in a row: permissions
 * are the operation's. Thread-safe.
 */
final class Refusals {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  /** A 404 or 409 may be about the group or its offsets, and says nothing of the region then. */
  private static final Set<StreamOperation> OF_GROUPS =
      EnumSet.of(
          StreamOperation.GET_GROUP,
          StreamOperation.UPDATE_GROUP,
          StreamOperation.CREATE_GROUP_CURSOR,
          StreamOperation.CONSUMER_COMMIT,
          StreamOperation.CONSUMER_HEARTBEAT);

  private static final class Streak {
    private int length;
    private boolean skipping;
    private long skippingSince;
  }

  private final TimeSource time;
  private final Map<StreamOperation, Streak> streaks = new EnumMap<>(StreamOperation.class);
  private volatile boolean any;

  Refusals(TimeSource time) {
    this.time = time;
  }

  /** Whether an answer refuses the operation as such, rather than a group that it names. */
  static boolean isOfRegion(StreamOperation operation, int status) {
    return !OF_GROUPS.contains(operation) || (status != NOT_FOUND && status != CONFLICT);
  }

  void refused(StreamOperation operation) {
    synchronized (this) {
      Streak streak = streaks.computeIfAbsent(operation, key -> new Streak());
      streak.length++;
      if (streak.length >= Defaults.REFUSALS_TO_SKIP) {
        streak.skippingSince = time.nanoTime();
        streak.skipping = true;
      }
      any = true;
    }
  }

  void served(StreamOperation operation) {
    if (any) {
      synchronized (this) {
        streaks.remove(operation);
        any = !streaks.isEmpty();
      }
    }
  }

  void forget() {
    if (any) {
      synchronized (this) {
        streaks.clear();
        any = false;
      }
    }
  }

  /** After the time is over each further refusal begins it again. */
  boolean isSkipping(StreamOperation operation) {
    if (!any) {
      return false;
    }
    synchronized (this) {
      Streak streak = streaks.get(operation);
      return streak != null
          && streak.skipping
          && time.nanoTime() - streak.skippingSince < Defaults.REFUSED_SKIP.toNanos();
    }
  }
}
