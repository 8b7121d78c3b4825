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
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when a test says so, or when the code under test waits: then what is
 * scheduled meanwhile runs, in order, on the waiting thread, and time jumps to the end of the wait.
 * Background tasks run on the thread that waits, advances or calls {@link #runPending()}. So one
 * thread sees everything happen in one order, at once.
 */
public final class VirtualTimeSource implements TimeSource {

  private record Scheduled(long at, long order, Runnable task) {}

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Scheduled> scheduled =
      new PriorityQueue<>(
          Comparator.comparingLong(Scheduled::at).thenComparingLong(Scheduled::order));
  private final Queue<Runnable> pending = new ArrayDeque<>();
  private final List<Duration> waits = new ArrayList<>();
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
    long began = nanoTime();
    passUntil(began + atMost.toNanos(), signal);
    synchronized (this) {
      if (nanos > began) {
        waits.add(Duration.ofNanos(nanos - began));
      }
    }
    return signal.isDone();
  }

  @Override
  public synchronized Runnable schedule(Duration delay, Runnable task) {
    Scheduled entry = new Scheduled(nanos + delay.toNanos(), order++, task);
    if (!closed) {
      scheduled.add(entry);
    }
    return () -> cancel(entry);
  }

  private synchronized void cancel(Scheduled entry) {
    scheduled.remove(entry);
  }

  @Override
  public synchronized void execute(Runnable task) {
    if (!closed) {
      pending.add(task);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    scheduled.clear();
    pending.clear();
  }

  /** Lets time pass; what is due meanwhile runs at its time. */
  public void advance(Duration duration) {
    passUntil(nanoTime() + duration.toNanos(), new CompletableFuture<>());
  }

  /** Time passes and nothing runs, as when the whole process was stopped. */
  public synchronized void standStill(Duration duration) {
    nanos += duration.toNanos();
  }

  /** Runs the background tasks, and those they cause, without letting time pass. */
  public void runPending() {
    advance(Duration.ZERO);
  }

  /** How long each wait of the code under test lasted, if it did. */
  public synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }

  private void passUntil(long end, CompletableFuture<?> signal) {
    while (!signal.isDone()) {
      Runnable task = nextUntil(end);
      if (task == null) {
        return;
      }
      task.run();
    }
  }

  /** The next background task; if none, what is due first, with time set to it. */
  private synchronized @Nullable Runnable nextUntil(long end) {
    Runnable task = pending.poll();
    if (task != null) {
      return task;
    }
    Scheduled due = scheduled.peek();
    if (due == null || due.at() > end) {
      nanos = Math.max(nanos, end);
      return null;
    }
    scheduled.remove();
    nanos = Math.max(nanos, due.at());
    return due.task();
  }
}
