package io.github.hastreaming.internal.time;

import java.util.concurrent.atomic.AtomicBoolean;

/** Background work of which one piece runs at a time, however many ask for it. Thread-safe. */
public final class SingleFlight {

  private final TimeSource time;
  private final AtomicBoolean running = new AtomicBoolean();

  public SingleFlight(TimeSource time) {
    this.time = time;
  }

  /** Runs it on a background thread; does nothing if one runs or is about to. */
  public void start(Runnable task) {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    boolean started = false;
    try {
      time.execute(() -> run(task));
      started = true;
    } finally {
      if (!started) {
        running.set(false);
      }
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      running.set(false);
    }
  }
}
