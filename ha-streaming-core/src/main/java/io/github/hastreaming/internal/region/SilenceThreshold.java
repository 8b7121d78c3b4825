package io.github.hastreaming.internal.region;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long a region's silence must last to be doubted: longer where answers usually take longer,
 * and longest where a client was never answered, since its first call also loads classes and opens
 * connections. At most half of the read timeout. Thread-safe.
 */
final class SilenceThreshold {

  private final long least;
  private final long most;
  private final AnswerTimes times;
  private final BooleanSupplier everAnswered;

  /**
   * @param least what the application configured
   * @param times of the kind of calls, in all regions
   * @param everAnswered whether the client of these calls was
   */
  SilenceThreshold(
      Duration least, Duration readTimeout, AnswerTimes times, BooleanSupplier everAnswered) {
    this.least = least.toNanos();
    this.most = readTimeout.toNanos() / 2;
    this.times = times;
    this.everAnswered = everAnswered;
  }

  /** A call was served. */
  void served(long nanos) {
    times.add(nanos);
  }

  long nanos() {
    return everAnswered.getAsBoolean() ? Math.min(most, Math.max(least, 2 * times.usual())) : most;
  }
}
