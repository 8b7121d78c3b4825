package io.github.hastreaming.testkit;

import java.time.Duration;
import java.util.Random;

/** The latencies that need no code of the user's. */
final class Latencies {
  private Latencies() {}

  record Constant(Duration latency) implements Latency {
    Constant {
      if (latency.isNegative() || latency.isZero()) {
        throw new IllegalArgumentException("delay must be positive but was " + latency);
      }
    }

    @Override
    public Duration next(Random random) {
      return latency;
    }

    @Override
    public String toString() {
      return latency.toString();
    }
  }

  record Uniform(Duration least, Duration most) implements Latency {
    Uniform {
      if (least.isNegative()) {
        throw new IllegalArgumentException("least must not be negative but was " + least);
      }
      if (most.compareTo(least) <= 0) {
        throw new IllegalArgumentException(
            "most must be more than least, " + least + ", but was " + most);
      }
    }

    @Override
    public Duration next(Random random) {
      double range = most.minus(least).toNanos();
      return least.plusNanos((long) (random.nextDouble() * range));
    }

    @Override
    public String toString() {
      return least + " to " + most;
    }
  }
}
