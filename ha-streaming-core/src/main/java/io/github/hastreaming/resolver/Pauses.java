package io.github.hastreaming.resolver;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The monotonic clock and the waits of provisioning; replaced in tests. */
interface Pauses {

  long nanoTime();

  void pause(Duration duration) throws InterruptedException;

  static Pauses real() {
    return new Pauses() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
      }
    };
  }
}
