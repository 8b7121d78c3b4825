package io.github.hastreaming.internal.region;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long the last {@value #COUNT} calls that were served took. The third-slowest of them stands
 * for what is usual: two outliers do not move it. Thread-safe.
 */
final class AnswerTimes {

  static final int COUNT = 20;
  private static final int RANK = 3;

  private final AtomicLongArray nanos = new AtomicLongArray(COUNT);
  private final AtomicInteger next = new AtomicInteger();

  void add(long duration) {
    int index = Math.floorMod(next.getAndIncrement(), COUNT);
    nanos.lazySet(index, Math.max(1, duration));
  }

  /** The third-slowest; the slowest of fewer than three; 0 if there is none. */
  long usual() {
    long[] slowest = new long[RANK];
    int known = 0;
    for (int index = 0; index < COUNT; index++) {
      long duration = nanos.get(index);
      if (duration > 0) {
        known++;
        insert(slowest, duration);
      }
    }
    return known < RANK ? slowest[0] : slowest[RANK - 1];
  }

  private static void insert(long[] descending, long duration) {
    long carried = duration;
    for (int rank = 0; rank < descending.length; rank++) {
      long there = descending[rank];
      if (carried > there) {
        descending[rank] = carried;
        carried = there;
      }
    }
  }
}
