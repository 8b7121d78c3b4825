package io.github.hastreaming.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SystemTimeSourceTest {

  private final SystemTimeSource time = new SystemTimeSource();

  @Test
  void whatRunsMayEndBeforeTheCloseDoes() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<String> end = new AtomicReference<>("still running");
    time.execute(
        () -> {
          begun.countDown();
          spin(Duration.ofMillis(50));
          end.set(Thread.interrupted() ? "interrupted" : "done");
        });
    begun.await();

    time.close();

    assertThat(end).hasValue("done");
  }

  @Test
  void whatGoesOnForTooLongIsInterrupted() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    time.execute(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    begun.await();

    time.close();

    interrupted.await();
    assertThat(interrupted.getCount()).isZero();
  }

  private static void spin(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
