package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * How many sweeps of a region may run at a time: a slow standby must not hold up the readers of a
 * healthy primary. Thread-safe.
 */
public final class SweepSlots {

  /** Of the calls that a region serves at a time. */
  private static final int SHARE = 4;

  private final Duration longestWait;
  private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>(); // Guarded by this.
  private int free; // Guarded by this.

  /**
   * @param longestWait in line
   */
  SweepSlots(int maxConcurrentCalls, Duration longestWait) {
    this.free = Math.max(1, maxConcurrentCalls / SHARE);
    this.longestWait = longestWait;
  }

  /** Takes a slot if there is one. */
  public synchronized boolean tryTake() {
    if (free == 0) {
      return false;
    }
    free--;
    return true;
  }

  /** Waits for a slot; false if it takes too long, or the thread is interrupted. */
  public boolean take(TimeSource time) {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    synchronized (this) {
      if (tryTake()) {
        return true;
      }
      waiting.add(turn);
    }
    boolean given = false;
    try {
      given = time.await(turn, longestWait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return given || !abandoned(turn);
  }

  /** Whether it gave up before it was its turn. */
  private synchronized boolean abandoned(CompletableFuture<Void> turn) {
    return waiting.removeIf(other -> other == turn);
  }

  public void release() {
    CompletableFuture<Void> next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    next.complete(null);
  }
}
