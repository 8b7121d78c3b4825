package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.time.Repeating;
import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Watches for how long a region has served no call of a kind although some are in flight: first
 * that is a doubt, in which every region is asked whether it answers; then, with evidence, a hang.
 * Watches only while calls are in flight. Thread-safe.
 */
final class SilenceWatch {

  /** Told on a background thread; must not block. */
  interface Observer {

    /** The region's silence is not usual any more. */
    void doubted(Doubt doubt);

    /** The region accepts calls and answers none, while another one answers. */
    void hangs(Duration silence);
  }

  /** The part of the threshold that is late, and that a process gets to read what has come in. */
  private static final int LATE = 10;

  /** How often evidence is looked for again, in the threshold, once a silence is long enough. */
  private static final int LOOKS = 4;

  private static final int CALLS_THAT_PROVE = 2;

  private final CallSlots slots;
  private final SilenceThreshold threshold;
  private final TimeSource time;
  private final Observer observer;
  private final LongFunction<Doubt> newDoubt;
  private final AtomicBoolean armed = new AtomicBoolean();
  private volatile long lastServed;
  private volatile long warmedUp;
  private volatile long discountedUntil; // Calls that began before it say nothing of what is usual.
  private volatile @Nullable Doubt doubt;
  private volatile boolean hanging;
  private volatile long due;
  private volatile boolean secondLook;

  SilenceWatch(
      CallSlots slots,
      SilenceThreshold threshold,
      TimeSource time,
      LongFunction<Doubt> newDoubt,
      Observer observer) {
    this.slots = slots;
    this.threshold = threshold;
    this.time = time;
    this.newDoubt = newDoubt;
    this.observer = observer;
    this.lastServed = time.nanoTime() - 1;
    this.warmedUp = lastServed;
    this.discountedUntil = lastServed;
  }

  void callBegins() {
    if (!armed.get() && armed.compareAndSet(false, true)) {
      checkIn(threshold.nanos());
    }
  }

  /**
   * A call was served: that ends a doubt, and whatever its probes say later.
   *
   * @param began when its last request was sent
   * @return whether the region was taken to hang until now
   */
  boolean callServed(long began, long now) {
    boolean counts = began - discountedUntil >= 0;
    lastServed = now;
    if (doubt != null) {
      doubt = null;
      discountedUntil = now; // Calls that waited with this one are late for the same reason.
    }
    if (counts) {
      threshold.served(now - began);
    }
    boolean wasHanging = hanging;
    if (wasHanging) {
      hanging = false;
    }
    return wasHanging;
  }

  /** The client that calls go through was answered; how long that takes is not usual. */
  void warmedUp(long now) {
    warmedUp = now;
    doubt = null;
  }

  /** When a call of the kind was last served; the watch's own beginning if none was. */
  long lastServed() {
    return lastServed;
  }

  /** Whether calls are served as usual, however many wait. */
  boolean isServing(long now) {
    return now - lastServed < threshold.nanos();
  }

  @Nullable Doubt doubt() {
    return doubt;
  }

  /** Begins anew, as after a switch to the region. */
  void reset() {
    doubt = null;
    hanging = false;
  }

  private void checkIn(long nanos) {
    due = time.nanoTime() + nanos;
    time.schedule(
        Duration.ofNanos(nanos),
        () -> Repeating.untilDone("Watching for silence", time, this::check));
  }

  private void check() {
    long now = time.nanoTime();
    long limit = threshold.nanos();
    boolean late = now - due > limit / LATE;
    if (late && !secondLook) {
      // A process that stood still itself has answers waiting that nobody has read yet.
      secondLook = true;
      discountedUntil = now;
      checkIn(limit / LATE);
      return;
    }
    secondLook = false;
    long longest = slots.longestInFlight(now);
    long silence = Math.min(longest, Math.min(now - lastServed, now - warmedUp));
    long next = look(now, silence, limit);
    armed.set(false);
    if (slots.inUse() > 0 && armed.compareAndSet(false, true)) {
      checkIn(Math.max(1, next));
    }
  }

  /** Returns when to look again. */
  private long look(long now, long silence, long limit) {
    if (silence < limit) {
      return limit - Math.max(silence, 0);
    }
    Doubt current = doubt;
    if (current == null) {
      current = newDoubt.apply(now);
      doubt = current;
      observer.doubted(current);
    }
    if (silence < 2 * limit) {
      return 2 * limit - silence;
    }
    if (!hanging && isProved(current, now, limit)) {
      hanging = true;
      observer.hangs(Duration.ofNanos(silence));
    }
    return limit / LOOKS;
  }

  private boolean isProved(Doubt current, long now, long limit) {
    int unanswered = slots.countInFlightFor(limit, now);
    return current.isAnotherAnswering()
        && (unanswered >= CALLS_THAT_PROVE
            || (unanswered > 0 && current.isProbeUnanswered(now, limit)));
  }
}
