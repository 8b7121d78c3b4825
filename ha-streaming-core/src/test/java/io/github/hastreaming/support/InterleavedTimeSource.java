package io.github.hastreaming.support;

import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Virtual time for several threads, of which one runs at a time: each background task has a thread
 * of its own, and so has what a test {@link #begin begins}. A thread runs until it waits, then
 * those that are ready run, in order; where all wait, time jumps to the next thing that is due. So
 * what takes time does not keep anything else from happening, and everything happens in the same
 * order each time.
 *
 * <p>Belongs to the thread that makes it, which runs first. The code under test must wait through
 * this only, and must not wait while it holds a lock.
 */
public final class InterleavedTimeSource implements TimeSource {

  private record Event(long at, long order, Runnable happening) {}

  /** A thread that waits; made ready once. */
  private static final class Waiting {
    private final Semaphore turn = new Semaphore(0);
    private boolean ready;
  }

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LONGEST_JOIN = Duration.ofHours(1);

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final Queue<Runnable> ready = new ArrayDeque<>();
  private final List<Throwable> uncaught = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "interleaved");
            thread.setDaemon(true);
            return thread;
          });
  private long nanos = 1_000_000_000L;
  private long order;
  private boolean closed;

  @Override
  public synchronized Instant now() {
    return BEGINNING.plusNanos(nanos);
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (signal.isDone()) {
      return true;
    }
    Waiting waiting = new Waiting();
    Event deadline;
    synchronized (this) {
      deadline = new Event(nanos + atMost.toNanos(), order++, () -> makeReady(waiting));
      events.add(deadline);
    }
    CompletableFuture<?> told = signal.whenComplete((value, failure) -> makeReady(waiting));
    giveTurn();
    try {
      waiting.turn.acquire();
    } catch (InterruptedException e) {
      awaitTurn(waiting);
      throw e;
    } finally {
      told.cancel(false);
      cancel(deadline);
    }
    return signal.isDone();
  }

  /** One that was interrupted goes on when it is its turn, as all do. */
  private void awaitTurn(Waiting waiting) {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    makeReady(waiting);
    waiting.turn.acquireUninterruptibly();
  }

  private synchronized void makeReady(Waiting waiting) {
    if (!waiting.ready) {
      waiting.ready = true;
      ready.add(waiting.turn::release);
    }
  }

  /** Lets the next one go on, since this thread does not. */
  private synchronized void giveTurn() {
    while (!closed) {
      Runnable next = ready.poll();
      if (next != null) {
        next.run();
        return;
      }
      Event due = events.poll();
      if (due == null) {
        throw new IllegalStateException("Nothing will ever happen");
      }
      nanos = Math.max(nanos, due.at());
      due.happening().run();
    }
  }

  @Override
  public synchronized Runnable schedule(Duration delay, Runnable task) {
    Event event = new Event(nanos + delay.toNanos(), order++, () -> execute(task));
    events.add(event);
    return () -> cancel(event);
  }

  private synchronized void cancel(Event event) {
    events.remove(event);
  }

  @Override
  public synchronized void execute(Runnable task) {
    ready.add(() -> threads.execute(() -> run(task)));
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      synchronized (this) {
        uncaught.add(e);
      }
    } finally {
      giveTurn();
    }
  }

  /** Ends the threads that still wait. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    threads.shutdownNow();
  }

  /** Does something on a thread of its own, as soon as this one waits. */
  public <T> CompletableFuture<T> begin(Supplier<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    execute(
        () -> {
          try {
            result.complete(call.get());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /** The result of what was begun; time passes until it is there. */
  public <T> T join(CompletableFuture<T> begun) {
    waitFor(begun, LONGEST_JOIN);
    if (!begun.isDone()) {
      throw new AssertionError("It is not done after " + LONGEST_JOIN);
    }
    return begun.join();
  }

  /** Lets time pass. */
  public void advance(Duration duration) {
    waitFor(new CompletableFuture<>(), duration);
  }

  /** Runs what is ready, and what that causes, without letting time pass. */
  public void runPending() {
    advance(Duration.ZERO);
  }

  /** Time passes and nothing runs, as when the whole process was stopped. */
  public synchronized void standStill(Duration duration) {
    nanos += duration.toNanos();
  }

  /** What background tasks threw. */
  public synchronized List<Throwable> uncaught() {
    return List.copyOf(uncaught);
  }

  private void waitFor(CompletableFuture<?> signal, Duration atMost) {
    try {
      await(signal, atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
