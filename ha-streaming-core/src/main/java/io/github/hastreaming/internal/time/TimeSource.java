package io.github.hastreaming.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** The only way the library learns the time, waits, or does something later. */
public interface TimeSource extends AutoCloseable {

  /**
   * The wall clock, for what is stored and shown; durations are measured with {@link #nanoTime}.
   */
  Instant now();

  /** The monotonic clock. */
  long nanoTime();

  /** Waits for the signal, at most for the given time, and tells whether the signal came. */
  boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException;

  /** Runs a task that must not block, later, once. Returns what cancels it. */
  Runnable schedule(Duration delay, Runnable task);

  /** Runs a task that may block, now, on a background thread. */
  void execute(Runnable task);

  /** Whether it was closed: a task that fails then has failed for no other reason. */
  default boolean isClosed() {
    return false;
  }

  /** Ends the threads; what is scheduled does not run any more. */
  @Override
  void close();
}
