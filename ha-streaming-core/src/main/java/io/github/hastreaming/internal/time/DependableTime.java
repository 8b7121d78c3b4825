package io.github.hastreaming.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A time source that loses no background task: starting one never throws, one for which there is no
 * thread now is started later, and what a task throws ends neither its thread nor the program.
 */
public final class DependableTime implements TimeSource {

  private static final Logger LOG = LoggerFactory.getLogger(DependableTime.class);

  /** A limit on threads may be over as soon as others end theirs. */
  private static final Duration UNTIL_THERE_IS_A_THREAD = Duration.ofSeconds(1);

  private final TimeSource source;
  private final AtomicBoolean withoutThread = new AtomicBoolean();
  private volatile boolean closed;

  public DependableTime(TimeSource source) {
    this.source = source;
  }

  @Override
  public Instant now() {
    return source.now();
  }

  @Override
  public long nanoTime() {
    return source.nanoTime();
  }

  @Override
  public boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
    return source.await(signal, atMost);
  }

  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    try {
      return source.schedule(delay, guarded(task));
    } catch (Throwable e) {
      LOG.error("A background task of ha-streaming cannot be scheduled", e);
      return () -> {};
    }
  }

  @Override
  public void execute(Runnable task) {
    start(guarded(task));
  }

  private void start(Runnable task) {
    try {
      source.execute(task);
      withoutThread.set(false);
    } catch (Throwable e) { // OutOfMemoryError where the system gives no more threads.
      if (withoutThread.compareAndSet(false, true)) {
        LOG.error("No thread for ha-streaming's background work; tried again every second", e);
      }
      schedule(UNTIL_THERE_IS_A_THREAD, () -> start(task));
    }
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Throwable e) {
        report(e);
      }
    };
  }

  private void report(Throwable failure) {
    try {
      if (closed) {
        LOG.debug("Closed in the middle of a background task: {}", failure.toString());
        return;
      }
      LOG.error("A background task of ha-streaming failed", failure);
    } catch (Throwable e) {
      failure.addSuppressed(e); // There is nobody left to tell.
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    source.close();
  }
}
