package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices a region that accepts calls and does not answer, before their read timeout: a call has
 * been in flight for longer than the threshold and none of its kind has succeeded since it began.
 * Watches only while calls are in flight.
 */
final class HangWatch {

  /** The part of the threshold that is late, and that a process gets to read what has come in. */
  private static final int LATE = 10;

  private final CallSlots slots;
  private final Duration threshold;
  private final TimeSource time;
  private final Runnable onHang;
  private final AtomicBoolean armed = new AtomicBoolean();
  private volatile long lastSuccess;
  private volatile long due;
  private volatile boolean secondLook;

  HangWatch(CallSlots slots, Duration threshold, TimeSource time, Runnable onHang) {
    this.slots = slots;
    this.threshold = threshold;
    this.time = time;
    this.onHang = onHang;
    this.lastSuccess = time.nanoTime() - 1;
  }

  void callBegins() {
    if (!armed.get() && armed.compareAndSet(false, true)) {
      checkIn(threshold);
    }
  }

  private void checkIn(Duration delay) {
    due = time.nanoTime() + delay.toNanos();
    time.schedule(delay, this::check);
  }

  void callSucceeded(long now) {
    lastSuccess = now;
  }

  /** When a call of the kind last succeeded; the watch's own beginning if none did. */
  long lastSuccess() {
    return lastSuccess;
  }

  private void check() {
    long now = time.nanoTime();
    boolean late = now - due > threshold.toNanos() / LATE;
    if (late && !secondLook) {
      // A process that stood still itself has answers waiting that nobody has read yet.
      secondLook = true;
      checkIn(threshold.dividedBy(LATE));
      return;
    }
    secondLook = false;
    armed.set(false);
    long longest = slots.longestInFlightSince(lastSuccess, now);
    boolean hangs = longest >= threshold.toNanos();
    if (hangs) {
      onHang.run();
    }
    if (slots.inUse() > 0 && armed.compareAndSet(false, true)) {
      long waited = hangs ? 0 : Math.max(longest, 0);
      checkIn(threshold.minusNanos(waited));
    }
  }
}
