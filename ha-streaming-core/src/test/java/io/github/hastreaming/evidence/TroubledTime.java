package io.github.hastreaming.evidence;

import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Time in which background work meets trouble: a thread that cannot be started, or an Error where a
 * task asks for the time. One thread, as the time that it troubles.
 */
final class TroubledTime implements TimeSource {

  private final TimeSource time;
  private final List<Throwable> uncaught = new ArrayList<>();
  private int inBackground;
  private int looks;
  private int starts;
  private int errorAtLook = -1;
  private int refusedStart = -1;
  private boolean refusing;

  TroubledTime(TimeSource time) {
    this.time = time;
  }

  /** The background task that looks at the clock for the nth time meets an Error there. */
  TroubledTime errorAtLook(int nth) {
    errorAtLook = nth;
    return this;
  }

  /** The nth background task cannot be started; all the others can. */
  TroubledTime refusedStart(int nth) {
    refusedStart = nth;
    return this;
  }

  /** No background task can be started, for now. */
  TroubledTime refusing(boolean now) {
    refusing = now;
    return this;
  }

  /** How often background tasks looked at the clock so far. */
  int looks() {
    return looks;
  }

  /** How many background tasks were to be started so far. */
  int starts() {
    return starts;
  }

  /** What left a background task. */
  List<Throwable> uncaught() {
    return uncaught;
  }

  private void look() {
    if (inBackground > 0 && looks++ == errorAtLook) {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Override
  public Instant now() {
    look();
    return time.now();
  }

  @Override
  public long nanoTime() {
    look();
    return time.nanoTime();
  }

  @Override
  public boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
    return time.await(signal, atMost);
  }

  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    return time.schedule(delay, inBackground(task));
  }

  @Override
  public void execute(Runnable task) {
    if (starts++ == refusedStart || refusing) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    time.execute(inBackground(task));
  }

  private Runnable inBackground(Runnable task) {
    return () -> {
      inBackground++;
      try {
        task.run();
      } catch (Throwable e) {
        uncaught.add(e);
      } finally {
        inBackground--;
      }
    };
  }

  @Override
  public void close() {
    time.close();
  }
}
