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
 */
final class RegionBreaker {

  private final CircuitBreaker breaker;
  private final TimeSource time;
  private final long openNanos;
  private final Consumer<String> onOpened;
  private final AtomicBoolean trialRunning = new AtomicBoolean();
  private volatile boolean open;
  private volatile long openedAt;
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
    breaker
        .getEventPublisher()
        .onStateTransition(event -> stateChanged(event.getStateTransition().getToState()));
  }

  boolean isOpen() {
    return open;
  }

  /** Completed once the breaker opens; a new one after it has closed. */
  CompletableFuture<Void> opened() {
    return opened;
  }

  /** Whether it has been open for its open time, so that a trial may tell if the region is back. */
  boolean isTrialDue() {
    return open && time.nanoTime() - openedAt >= openNanos && !trialRunning.get();
  }

  /** Lets one caller try; it must report to {@link #trialEnded} or {@link #close}. */
  boolean claimTrial() {
    return isTrialDue() && trialRunning.compareAndSet(false, true);
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
  }

  void failed(long nanos, Throwable failure) {
    breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
  }

  /** Opens it whatever was counted. */
  void trip(String reason) {
    tripReason = reason;
    breaker.transitionToOpenState();
  }

  private volatile String tripReason = "";

  void close() {
    if (isOpenState(breaker.getState())) {
      breaker.transitionToClosedState();
    }
    trialRunning.set(false);
  }

  /** Closes it and forgets what was counted. */
  void reset() {
    breaker.reset();
    stateChanged(State.CLOSED);
    trialRunning.set(false);
  }

  /** The name of Resilience4j's state. */
  String stateName() {
    return breaker.getState().name();
  }

  private void stateChanged(State state) {
    boolean nowOpen = isOpenState(state);
    synchronized (this) {
      if (nowOpen == open) {
        return;
      }
      openedAt = time.nanoTime();
      open = nowOpen;
      if (nowOpen) {
        opened.complete(null);
      } else {
        opened = new CompletableFuture<>();
      }
    }
    if (nowOpen) {
      onOpened.accept(reason());
    }
  }

  private String reason() {
    String tripped = tripReason;
    tripReason = "";
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
