package io.github.hastreaming.internal.time;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Background work that is done again and again: whatever a turn throws, there is a next one.
 * Thread-safe.
 */
public final class Repeating {

  private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);
  private static final Duration REPORTED_AGAIN = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** One turn, on a background thread. */
  public interface Turn {

    /** Does the work and tells when the next turn is due. */
    Duration run();
  }

  private final String name;
  private final TimeSource time;
  private final Duration afterFailure;
  private final Turn turn;
  private boolean cancelled; // Guarded by this.
  private Runnable cancelNext = () -> {}; // Guarded by this.
  private volatile long reportedAt;

  private Repeating(String name, TimeSource time, Duration afterFailure, Turn turn) {
    this.name = name;
    this.time = time;
    this.afterFailure = afterFailure;
    this.turn = turn;
    this.reportedAt = time.nanoTime() - REPORTED_AGAIN.toNanos();
  }

  /**
   * Begins.
   *
   * @param name what it is, for the report of a turn that fails
   * @param first when the first turn is due
   * @param afterFailure when the next turn is due after one that throws
   */
  public static Repeating begin(
      String name, TimeSource time, Duration first, Duration afterFailure, Turn turn) {
    Repeating repeating = new Repeating(name, time, afterFailure, turn);
    repeating.next(first);
    return repeating;
  }

  /**
   * Does a task now, on this thread. What it throws goes no further: the task is done again in the
   * background, a second later each time, until it ends well.
   *
   * @param name what it is, for the report of a turn that fails
   * @param task what may be done again
   */
  public static void untilDone(String name, TimeSource time, Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      if (time.isClosed()) {
        LOG.debug("{} ended with its client: {}", name, e.toString());
        return;
      }
      LOG.error("{} failed and is tried again", name, e);
      time.schedule(AGAIN, () -> time.execute(() -> untilDone(name, time, task)));
    }
  }

  /** A turn that runs may end; there is no further one. */
  public synchronized void cancel() {
    cancelled = true;
    cancelNext.run();
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  private synchronized void next(Duration delay) {
    if (cancelled) {
      return;
    }
    if (delay.isZero()) {
      time.execute(this::run);
    } else {
      cancelNext = time.schedule(delay, () -> time.execute(this::run));
    }
  }

  private void run() {
    if (isCancelled()) {
      return;
    }
    Duration delay = afterFailure;
    try {
      delay = turn.run();
    } catch (Throwable e) {
      report(e);
    } finally {
      next(delay);
    }
  }

  private void report(Throwable failure) {
    if (time.isClosed()) {
      LOG.debug("{} ended with its client: {}", name, failure.toString());
      return;
    }
    long now = time.nanoTime();
    if (now - reportedAt >= REPORTED_AGAIN.toNanos()) {
      reportedAt = now;
      LOG.error("{} failed and goes on", name, failure);
    }
  }
}
