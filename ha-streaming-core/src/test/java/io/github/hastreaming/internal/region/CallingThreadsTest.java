package io.github.hastreaming.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallingThreadsTest {

  private static final int MORE_THAN_PLACES = 100;

  private final CallingThreads calling = new CallingThreads();
  private final Executor threads = task -> new Thread(task, "caller").start();

  @Test
  void everyThreadInACallIsInterruptedHoweverManyThereAre() throws Exception {
    CountDownLatch begun = new CountDownLatch(MORE_THAN_PLACES);
    CompletableFuture<?>[] calls =
        Stream.generate(() -> CompletableFuture.runAsync(() -> call(begun), threads))
            .limit(MORE_THAN_PLACES)
            .toArray(CompletableFuture<?>[]::new);
    begun.await();

    assertThat(calling.interrupt()).isTrue();

    CompletableFuture.allOf(calls).get(10, TimeUnit.SECONDS);
    assertThat(calling.interrupt()).isFalse();
  }

  private void call(CountDownLatch begun) {
    int place = calling.begins();
    try {
      begun.countDown();
      new CountDownLatch(1).await();
      throw new AssertionError("it waits for ever");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // As the SDK may leave it.
    } finally {
      calling.ended(place);
    }
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aCallThatHasEndedIsNotInterrupted() {
    calling.ended(calling.begins());

    assertThat(calling.interrupt()).isFalse();
    assertThat(Thread.interrupted()).isFalse();
  }
}
