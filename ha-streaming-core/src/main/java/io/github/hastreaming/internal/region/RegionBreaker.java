package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.time.TimeSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The breaker of one kind in one region. Resilience4j counts and decides CLOSED to OPEN; the way
 * back is decided here, on the monotonic clock, since its half-open state waits for traffic that
 * may never come. {@code tryAcquirePermission} is never called, so it makes no transition itself.
 *
 * <p>Its state is looked at rather than listened to: one listener makes Resilience4j build an event
 * with a date for every call, and the events of two transitions can arrive in either order.
 */
final class RegionBreaker {

  private final CircuitBreaker breaker;
  private final TimeSource time;
  private final long openNanos;
  private final Consumer<String> onOpened;
  private final AtomicBoolean trialRunning = new AtomicBoolean();
  private volatile boolean open;
  private volatile long openedAt;
  private volatile String tripReason = "";
  private volatile CompletableFuture<Void> opened = new CompletableFuture<>();

  /**
   * @param onOpened told the reason, on the thread that reported the last failure
   */
  RegionBreaker(
      CircuitBreaker breaker, Duration openTime, TimeSource time, Consumer<String> onOpened) {
    this.breaker = breaker;
    this.time = time;
    this.openNanos = openTime.toNanos();
    this.onOpened = onOpened;
  }

  boolean isOpen() {
    readState();
    return open;
  }

  /** Completed once the breaker opens; a new one after it has closed. */
  CompletableFuture<Void> opened() {
    return opened;
  }

  /**
   * Lets one caller try whether the region is back, once the open time is over. It must report to
   * {@link #trialEnded}.
   */
  boolean claimTrial() {
    if (!isTrialDue() || !trialRunning.compareAndSet(false, true)) {
      return false;
    }
    if (isTrialDue()) { // Another trial may have failed since the first look.
      return true;
    }
    trialRunning.set(false);
    return false;
  }

  private boolean isTrialDue() {
    return isOpen() && time.nanoTime() - openedAt >= openNanos && isOursToClose();
  }

  /** The trial proved nothing, or failed: the open time begins again if it failed. */
  void trialEnded(boolean failed) {
    if (failed) {
      openedAt = time.nanoTime();
    }
    trialRunning.set(false);
  }

  void succeeded(long nanos) {
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    readState(); // A success may fill the window, or be one slow call too many.
  }

  void failed(long nanos, Throwable failure) {
    breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
    readState();
  }

  /** Opens it whatever was counted. */
  void trip(String reason) {
    if (breaker.getState() == State.CLOSED) {
      tripReason = reason;
      breaker.transitionToOpenState();
      readState();
      tripReason = "";
    }
  }

  void close() {
    if (isOursToClose()) {
      breaker.transitionToClosedState();
      readState();
    }
  }

  /** Closes it and forgets what was counted. */
  void reset() {
    if (isOursToClose() || breaker.getState() == State.CLOSED) {
      breaker.reset();
      readState();
    }
  }

  /** What was forced or disabled through the registry stays as it is. */
  private boolean isOursToClose() {
    State state = breaker.getState();
    return state == State.OPEN || state == State.HALF_OPEN;
  }

  /** Whether somebody opened it through the registry, for it to stay open. */
  boolean isForcedOpen() {
    return breaker.getState() == State.FORCED_OPEN;
  }

  /** The name of Resilience4j's state. */
  String stateName() {
    return breaker.getState().name();
  }

  /** Takes over the present state, which may also have been changed through the registry. */
  private void readState() {
    if (isOpenState(breaker.getState()) == open) {
      return;
    }
    CompletableFuture<Void> signal;
    String reason;
    synchronized (this) {
      boolean nowOpen = isOpenState(breaker.getState());
      if (nowOpen == open) {
        return;
      }
      openedAt = time.nanoTime();
      trialRunning.set(false); // A claim from before says nothing about now.
      open = nowOpen;
      if (!nowOpen) {
        opened = new CompletableFuture<>();
        return;
      }
      signal = opened;
      reason = reason(); // Who trips it forgets why once it has been here.
    }
    signal.complete(null);
    onOpened.accept(reason);
  }

  private String reason() {
    String tripped = tripReason;
    CircuitBreaker.Metrics metrics = breaker.getMetrics();
    return tripped.isEmpty()
        ? metrics.getNumberOfFailedCalls()
            + " of the last "
            + metrics.getNumberOfBufferedCalls()
            + " calls failed"
        : tripped;
  }

  private static boolean isOpenState(State state) {
    return state == State.OPEN || state == State.FORCED_OPEN || state == State.HALF_OPEN;
  }
}
