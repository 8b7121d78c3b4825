package io.github.hastreaming.campaign;

import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The time of a host whose clock is wrong, and that is short of threads; what is measured in
 * nanoseconds is right.
 */
final class SkewedTime implements TimeSource {

  private final TimeSource right;
  private final Mishaps mishaps;
  private volatile Duration skew = Duration.ZERO;

  SkewedTime(TimeSource right, Mishaps mishaps) {
    this.right = right;
    this.mishaps = mishaps;
  }

  void jumpTo(Duration newSkew) {
    skew = newSkew;
  }

  @Override
  public Instant now() {
    return right.now().plus(skew);
  }

  @Override
  public long nanoTime() {
    return right.nanoTime();
  }

  @Override
  public boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
    return right.await(signal, atMost);
  }

  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    return right.schedule(delay, task);
  }

  @Override
  public void execute(Runnable task) {
    mishaps.thread();
    right.execute(task);
  }

  @Override
  public void close() {
    right.close();
  }
}
