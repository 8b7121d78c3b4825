package io.github.hastreaming.testkit;

import java.time.Duration;
import java.util.Random;

/**
 * How long each request takes, see {@link Fault#slow(Latency)}. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Latency {
  /**
   * The time for the next request.
   *
   * @param random seeded as the region is, so that equal seeds give equal times in the order of the
   *     requests
   * @return not negative
   */
  Duration next(Random random);

  /**
   * The same for all.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  static Latency constant(Duration latency) {
    return new Latencies.Constant(latency);
  }

  /**
   * Spread evenly between two bounds.
   *
   * @param least not negative
   * @param most more than {@code least}
   */
  static Latency uniform(Duration least, Duration most) {
    return new Latencies.Uniform(least, most);
  }
}
