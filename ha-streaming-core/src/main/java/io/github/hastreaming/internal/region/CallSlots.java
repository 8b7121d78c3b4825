package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * The calls of one kind that one region serves at a time, and when each began. Further calls wait
 * in order of arrival.
 */
final class CallSlots {

  /** One caller's place in the queue. */
  private static final class Turn {
    private final CompletableFuture<Integer> slot = new CompletableFuture<>();
  }

  static final int NONE = -1;
  private static final long FREE = 0;

  private final TimeSource time;
  private final long[] startedAt; // Monotonic; FREE where the slot is free.
  private final int[] free;
  private int freeCount;
  private final ArrayDeque<Turn> waiting = new ArrayDeque<>();

  CallSlots(int slots, TimeSource time) {
    this.time = time;
    this.startedAt = new long[slots];
    this.free = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      free[slot] = slots - 1 - slot;
    }
    this.freeCount = slots;
  }

  /** A slot, or {@link #NONE} if all are taken. */
  synchronized int tryTake() {
    return freeCount > 0 ? occupy() : NONE;
  }

  /** Waits for a slot; {@link #NONE} if the time is over or {@link #wakeWaiting()} was called. */
  int take(Duration atMost) throws InterruptedException {
    Turn turn;
    synchronized (this) {
      if (freeCount > 0) {
        return occupy();
      }
      turn = new Turn();
      waiting.add(turn);
    }
    boolean hasTurn = false;
    try {
      hasTurn = time.await(turn.slot, atMost);
    } finally {
      if (!hasTurn) {
        abandon(turn);
      }
    }
    return hasTurn ? turn.slot.join() : NONE;
  }

  private void abandon(Turn turn) {
    boolean given;
    synchronized (this) {
      waiting.remove(turn);
      given = turn.slot.isDone();
    }
    if (given && turn.slot.join() != NONE) {
      release(turn.slot.join());
    }
  }

  void release(int slot) {
    Turn next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        startedAt[slot] = FREE;
        free[freeCount++] = slot;
        return;
      }
      startedAt[slot] = stamp();
      next.slot.complete(slot);
    }
  }

  /** Sends everybody who waits away without a slot. */
  void wakeWaiting() {
    synchronized (this) {
      waiting.forEach(turn -> turn.slot.complete(NONE));
      waiting.clear();
    }
  }

  /**
   * For how long the longest of the calls that began after a moment has been in flight.
   *
   * @return nanoseconds, or -1 if none is in flight
   */
  synchronized long longestInFlightSince(long moment, long now) {
    long longest = -1;
    for (long start : startedAt) {
      if (start != FREE && start - moment > 0) {
        longest = Math.max(longest, now - start);
      }
    }
    return longest;
  }

  synchronized int inUse() {
    return startedAt.length - freeCount;
  }

  private int occupy() {
    int slot = free[--freeCount];
    startedAt[slot] = stamp();
    return slot;
  }

  private long stamp() {
    long now = time.nanoTime();
    return now == FREE ? 1 : now;
  }
}
