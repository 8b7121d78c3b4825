package io.github.hastreaming.internal.failover;

import io.github.hastreaming.internal.settings.Defaults;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Background intervals, spread so that a fleet does not move in step. */
final class Intervals {

  private Intervals() {}

  static Duration jittered(Duration interval) {
    return jittered(interval, Defaults.INTERVAL_JITTER);
  }

  /**
   * @param share of the interval, by which it becomes shorter or longer
   */
  static Duration jittered(Duration interval, double share) {
    double factor = 1 + share * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Duration.ofNanos((long) (interval.toNanos() * factor));
  }
}
