package io.github.hastreaming.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real clocks, one scheduling thread, and workers that end when idle. All are daemons. */
public final class SystemTimeSource implements TimeSource {

  private static final Logger LOG = LoggerFactory.getLogger(SystemTimeSource.class);
  private static final AtomicInteger INSTANCES = new AtomicInteger();
  private static final long WORKER_IDLE_SECONDS = 10;
  private static final long CLOSE_MILLIS = 500;

  private final ScheduledThreadPoolExecutor scheduler;
  private final ThreadPoolExecutor workers;

  /** Starts no thread until something is scheduled or executed. */
  public SystemTimeSource() {
    String prefix = "ha-streaming-" + INSTANCES.incrementAndGet();
    scheduler = new ScheduledThreadPoolExecutor(1, daemons(prefix + "-scheduler"));
    scheduler.setRemoveOnCancelPolicy(true);
    scheduler.prestartCoreThread(); // There may be no thread to be had later.
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    workers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            WORKER_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemons(prefix + "-worker"));
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
    try {
      signal.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    try {
      Future<?> scheduled =
          scheduler.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {}; // Closed: nothing is to happen any more.
    }
  }

  @Override
  public void execute(Runnable task) {
    try {
      workers.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed; a background task is dropped");
    }
  }

  /** A monitor that dies of one exception is worse than the exception. */
  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | LinkageError e) {
        if (workers.isShutdown()) {
          LOG.debug("Closed in the middle of a background task: {}", e.toString());
          return;
        }
        LOG.error("A background task of ha-streaming failed; this is a bug, please report it", e);
      }
    };
  }

  /** What runs may end, within half a second: the last events are told, the last state stored. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    workers.shutdown();
    try {
      if (workers.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
  }
}
