package io.github.hastreaming.internal.state;

import io.github.hastreaming.state.FailoverState;
import java.time.Duration;

/**
 * Tells a store whose reads lag behind its writes, as those of a replica do, from one that was
 * restored from a backup: both answer with an older state of the same lineage, and only the latter
 * goes on doing so. Not thread-safe.
 */
final class LaggingReads {

  private static final Duration LONGEST_LAG = Duration.ofMinutes(1);

  private boolean lagging;
  private long since;

  /**
   * Whether what was read is no news.
   *
   * @param store what is known of it
   * @param now monotonic
   */
  boolean isStale(FailoverState found, StoreView store, long now) {
    boolean isOlder = store.stored().filter(last -> isBefore(found, last)).isPresent();
    if (isOlder && !lagging) {
      since = now;
    }
    lagging = isOlder;
    return isOlder && now - since < LONGEST_LAG.toNanos();
  }

  private static boolean isBefore(FailoverState found, FailoverState last) {
    return found.lineage().equals(last.lineage()) && found.epoch() < last.epoch();
  }
}
