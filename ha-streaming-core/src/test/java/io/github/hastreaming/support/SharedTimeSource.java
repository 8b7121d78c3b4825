package io.github.hastreaming.support;

import io.github.hastreaming.internal.time.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;

/** One client's share of a virtual time that goes on when the client is closed. */
public final class SharedTimeSource implements TimeSource {

  private final TimeSource time;
  private volatile boolean closed;

  public SharedTimeSource(TimeSource time) {
    this.time = time;
  }

  /** The same time, as the emulated regions take it. */
  public static Clock clockOf(TimeSource time) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return time.now();
      }
    };
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
    return time.await(signal, atMost);
  }

  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    return time.schedule(delay, unlessClosed(task));
  }

  @Override
  public void execute(Runnable task) {
    time.execute(unlessClosed(task));
  }

  @Override
  public void close() {
    closed = true;
  }

  private Runnable unlessClosed(Runnable task) {
    return () -> {
      if (!closed) {
        task.run();
      }
    };
  }
}
