package io.github.hastreaming.state;

import java.time.Duration;
import java.time.Instant;

/**
 * What the values of a state file may be. Files are edited by people: a value that the client could
 * not reckon with later, in the middle of a failover, is refused when it is read.
 */
final class StateValues {

  static final String COUNT = "a number from 1 on";
  static final String EPOCH = "a number from 0 on";
  static final String INSTANT = "an instant such as 2026-11-21T10:15:30Z";
  static final String DURATION = "a duration such as PT1M, a year at most";

  private static final long LAST_EPOCH = 1_000_000_000_000_000L;
  private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T00:00:00Z");
  private static final Duration LONGEST_DURATION = Duration.ofDays(366);

  private StateValues() {}

  static int count(String value) {
    int count = Integer.parseInt(value);
    require(count >= 1);
    return count;
  }

  static long epoch(String value) {
    long epoch = Long.parseLong(value);
    require(epoch >= 0 && epoch <= LAST_EPOCH);
    return epoch;
  }

  static Instant instant(String value) {
    Instant instant = Instant.parse(value);
    require(!instant.isBefore(Instant.EPOCH) && !instant.isAfter(LAST_INSTANT));
    return instant;
  }

  static Duration duration(String value) {
    Duration duration = Duration.parse(value);
    require(!duration.isNegative() && duration.compareTo(LONGEST_DURATION) <= 0);
    return duration;
  }

  private static void require(boolean inRange) {
    if (!inRange) {
      throw new IllegalArgumentException("out of range");
    }
  }
}
