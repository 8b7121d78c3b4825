package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.time.TimeSource;

/** Skips a region for a while that has refused several calls of a kind in a row. */
final class RefusalStreak {

  private final TimeSource time;
  private volatile int refusals;
  private volatile boolean skipping;
  private volatile long skippingSince;

  RefusalStreak(TimeSource time) {
    this.time = time;
  }

  synchronized void refused() {
    refusals = refusals + 1;
    if (refusals >= Defaults.REFUSALS_TO_SKIP) {
      skippingSince = time.nanoTime();
      skipping = true;
    }
  }

  void ended() {
    if (refusals != 0) {
      synchronized (this) {
        refusals = 0;
        skipping = false;
      }
    }
  }

  /** After the time is over each further refusal begins it again. */
  boolean isSkipping() {
    return skipping && time.nanoTime() - skippingSince < Defaults.REFUSED_SKIP.toNanos();
  }
}
