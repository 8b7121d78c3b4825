package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.time.TimeSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The breaker of one kind in one region. Resilience4j counts and decides CLOSED to OPEN; the way
 * back is decided here, on the monotonic clock, since its half-open state waits for traffic that
 * may never come. {@code tryAcquirePermission} is never called, so it makes no transition itself.
 *
 * <p>Its state is looked at rather than listened to: one listener makes Resilience4j build an event
 * with a date for every call, and the events of two transitions can arrive in either order.
 */
final class RegionBreaker {

  private static final Logger LOG = LoggerFactory.getLogger(RegionBreaker.class);

  private final CircuitBreaker breaker;
  private final TimeSource time;
  private final long openNanos;
  private final Consumer<OpenCause> onOpened;
  private final AtomicBoolean halfOpen = new AtomicBoolean();
  private volatile boolean open;
  private volatile long openedAt;
  private volatile @Nullable OpenCause tripping;
  private volatile CompletableFuture<Void> opened = new CompletableFuture<>();

  /**
   * @param onOpened told the cause, on the thread that reported the last failure
   */
  RegionBreaker(
      CircuitBreaker breaker, Duration openTime, TimeSource time, Consumer<OpenCause> onOpened) {
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
   * {@link #halfOpenEnded}.
   */
  boolean claimHalfOpen() {
    if (!isHalfOpenDue() || !halfOpen.compareAndSet(false, true)) {
      return false;
    }
    if (isHalfOpenDue()) { // Another call may have failed since the first look.
      return true;
    }
    halfOpen.set(false);
    return false;
  }

  private boolean isHalfOpenDue() {
    return isOpen() && time.nanoTime() - openedAt >= openNanos && isOursToClose();
  }

  /** The half-open call proved nothing, or failed: the open time begins again if it failed. */
  void halfOpenEnded(boolean failed) {
    if (failed) {
      openedAt = time.nanoTime();
    }
    halfOpen.set(false);
  }

  void succeeded(long nanos) {
    try {
      breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    } catch (Throwable e) {
      tell(e);
    }
    readState(); // A success may fill the window, or be one slow call too many.
  }

  void failed(long nanos, Throwable failure) {
    try {
      breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
    } catch (Throwable e) {
      tell(e);
    }
    readState();
  }

  /** Opens it whatever was counted. */
  void trip(OpenCause cause) {
    if (breaker.getState() == State.CLOSED) {
      tripping = cause;
      transition(breaker::transitionToOpenState);
      readState();
      tripping = null;
    }
  }

  void close() {
    if (isOursToClose()) {
      transition(breaker::transitionToClosedState);
      readState();
    }
  }

  /** Closes it and forgets what was counted. */
  void reset() {
    if (isOursToClose() || breaker.getState() == State.CLOSED) {
      transition(breaker::reset);
      readState();
    }
  }

  /** What consumers on the application's registry throw is theirs. */
  private static void transition(Runnable transition) {
    try {
      transition.run();
    } catch (Throwable e) {
      tell(e);
    }
  }

  private static void tell(Throwable thrown) {
    LOG.debug("A consumer of the breaker's events failed", thrown);
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
    OpenCause cause;
    synchronized (this) {
      boolean nowOpen = isOpenState(breaker.getState());
      if (nowOpen == open) {
        return;
      }
      openedAt = time.nanoTime();
      halfOpen.set(false); // A claim from before says nothing about now.
      open = nowOpen;
      if (!nowOpen) {
        opened = new CompletableFuture<>();
        return;
      }
      signal = opened;
      cause = cause(); // Who trips it forgets why once it has been here.
    }
    signal.complete(null);
    onOpened.accept(cause);
  }

  private OpenCause cause() {
    OpenCause tripped = tripping;
    CircuitBreaker.Metrics metrics = breaker.getMetrics();
    return tripped != null
        ? tripped
        : new OpenCause.FailedCalls(
            metrics.getNumberOfFailedCalls(), metrics.getNumberOfBufferedCalls());
  }

  private static boolean isOpenState(State state) {
    return state == State.OPEN || state == State.FORCED_OPEN || state == State.HALF_OPEN;
  }
}
