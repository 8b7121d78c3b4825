package io.github.hastreaming.internal.time;

import io.github.hastreaming.internal.settings.Defaults;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Background intervals, spread so that a fleet does not move in step. */
public final class Intervals {

  private Intervals() {}

  public static Duration jittered(Duration interval) {
    return jittered(interval, Defaults.INTERVAL_JITTER);
  }

  /**
   * Spreads an interval.
   *
   * @param share of the interval, by which it becomes shorter or longer
   */
  public static Duration jittered(Duration interval, double share) {
    double factor = 1 + share * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Duration.ofNanos((long) (interval.toNanos() * factor));
  }
}
