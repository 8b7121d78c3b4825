package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

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

  /**
   * Waits for a slot; {@link #NONE} if the time is over or {@link #wakeWaiting()} was called.
   *
   * @param serving whether the region serves others meanwhile
   * @param look how long before it is asked again how long to wait
   */
  int take(LineWait wait, BooleanSupplier serving, Duration look) throws InterruptedException {
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
      hasTurn = await(turn, wait, serving, look);
    } finally {
      if (!hasTurn) {
        abandon(turn);
      }
    }
    return hasTurn ? turn.slot.join() : NONE;
  }

  private boolean await(Turn turn, LineWait wait, BooleanSupplier serving, Duration look)
      throws InterruptedException {
    boolean moves = true; // Nobody knows before a look: an idle region served nobody, either.
    while (true) {
      Duration left = wait.left(moves);
      if (left.isZero()) {
        return turn.slot.isDone();
      }
      long began = time.nanoTime();
      boolean hasTurn = time.await(turn.slot, left.compareTo(look) < 0 ? left : look);
      Duration waited = Duration.ofNanos(time.nanoTime() - began);
      moves = serving.getAsBoolean();
      wait.waited(waited, moves);
      if (hasTurn) {
        return true;
      }
    }
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
   * For how long the longest of the calls has been in flight.
   *
   * @return nanoseconds, or -1 if none is in flight
   */
  synchronized long longestInFlight(long now) {
    long longest = -1;
    for (long start : startedAt) {
      if (start != FREE) {
        longest = Math.max(longest, now - start);
      }
    }
    return longest;
  }

  /** How many calls have been in flight for at least this long. */
  synchronized int countInFlightFor(long nanos, long now) {
    int count = 0;
    for (long start : startedAt) {
      if (start != FREE && now - start >= nanos) {
        count++;
      }
    }
    return count;
  }

  /** A call sends a request now: what it did before was not the region's time. */
  synchronized void restart(int slot) {
    startedAt[slot] = stamp();
  }

  synchronized long startedAt(int slot) {
    return startedAt[slot];
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
