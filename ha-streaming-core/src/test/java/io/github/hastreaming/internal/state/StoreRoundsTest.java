package io.github.hastreaming.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.support.VirtualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With virtual time, and real threads for what hangs. */
class StoreRoundsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration GIVE_UP = Duration.ofSeconds(30);

  private final ThreadsInVirtualTime time = new ThreadsInVirtualTime();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger overdue = new AtomicInteger();
  private final AtomicInteger interrupts = new AtomicInteger();
  private final List<Boolean> counted = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch answer = new CountDownLatch(1);
  private volatile @Nullable StoreRound current;
  private final StoreRounds rounds =
      new StoreRounds(time, Duration.ofSeconds(1), this::work, overdue::incrementAndGet);

  @AfterEach
  void releaseWhatHangs() {
    answer.countDown();
  }

  private void work(StoreRound round) {
    current = round;
    begun.incrementAndGet();
    CountDownLatch mine = answer;
    boolean done = false;
    while (!done) {
      try {
        mine.await();
        done = true;
      } catch (InterruptedException e) {
        interrupts.incrementAndGet(); // As a driver that does not heed it.
      }
    }
    counted.add(round.counts());
    ended.incrementAndGet();
  }

  @Test
  void asksOneAtATimeAndOnceMoreForWhatWasAskedMeanwhile() {
    rounds.request();
    await(begun, 1);
    rounds.request();
    rounds.request();
    assertThat(begun).hasValue(1);

    answer.countDown();

    await(ended, 2);
    assertThat(rounds.idle()).succeedsWithin(Duration.ofSeconds(10));
    assertThat(begun).hasValue(2);
  }

  @Test
  void asksAgainAfterTheInterval() {
    answer.countDown();
    rounds.request();
    assertThat(rounds.idle()).succeedsWithin(Duration.ofSeconds(10));

    time.clock.advance(Duration.ofMillis(1_200));

    await(ended, 2);
  }

  @Test
  void interruptsWhatHangsAndTellsOnce() {
    rounds.request();
    await(begun, 1);

    time.clock.advance(TIMEOUT);

    await(interrupts, 1);
    await(overdue, 1);
    time.clock.advance(Duration.ofSeconds(20));
    assertThat(begun).hasValue(1);
    answer.countDown();
    await(ended, 1);
    assertThat(counted).containsExactly(true);
  }

  @Test
  void givesEachCallOfARoundItsOwnTime() {
    rounds.request();
    await(begun, 1);
    StoreRound round = Objects.requireNonNull(current);

    time.clock.advance(Duration.ofMillis(1_900));
    round.beginCall(TIMEOUT);
    time.clock.advance(Duration.ofMillis(1_900));
    round.beginCall(TIMEOUT);
    assertThat(round.isOverdue()).isFalse();
    time.clock.advance(TIMEOUT);

    assertThat(round.isOverdue()).isTrue();
    await(overdue, 1);
  }

  @Test
  void aTimerThatFiresTooLateForItsCallLeavesTheNextAlone() {
    time.cancelsInTime = false;
    rounds.request();
    await(begun, 1);
    StoreRound round = Objects.requireNonNull(current);
    round.beginCall(TIMEOUT.multipliedBy(2));

    time.clock.advance(TIMEOUT);

    assertThat(round.isOverdue()).isFalse();
    time.clock.advance(TIMEOUT);
    assertThat(round.isOverdue()).isTrue();
  }

  @Test
  void givesUpWhatHangsOnAndAsksAgainButKeepsThreeThreadsAtMost() {
    CountDownLatch never = answer;
    rounds.request();
    for (int round = 1; round <= 3; round++) {
      await(begun, round);
      time.clock.advance(TIMEOUT.plus(GIVE_UP));
    }
    time.clock.advance(TIMEOUT.plus(GIVE_UP).multipliedBy(10));
    rounds.request();
    assertThat(begun).hasValue(3);

    answer = new CountDownLatch(0);
    never.countDown();

    await(ended, 4);
    assertThat(counted).filteredOn(counts -> !counts).hasSize(3);
    assertThat(counted).contains(true);
  }

  @Test
  void asksNoMoreOnceClosed() {
    answer.countDown();
    rounds.request();
    assertThat(rounds.idle()).succeedsWithin(Duration.ofSeconds(10));

    rounds.close();
    rounds.request();
    time.clock.advance(Duration.ofMinutes(1));

    assertThat(begun).hasValue(1);
  }

  private static void await(AtomicInteger counter, int atLeast) {
    Awaitility.await().until(() -> counter.get() >= atLeast);
  }

  /** Scheduled tasks run when the test lets time pass; background tasks on threads of their own. */
  private static final class ThreadsInVirtualTime implements TimeSource {

    private final VirtualTimeSource clock = new VirtualTimeSource();
    private volatile boolean cancelsInTime = true;

    @Override
    public Instant now() {
      return clock.now();
    }

    @Override
    public long nanoTime() {
      return clock.nanoTime();
    }

    @Override
    public boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
      return clock.await(signal, atMost);
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
      Runnable cancel = clock.schedule(delay, task);
      return cancelsInTime ? cancel : () -> {};
    }

    @Override
    public void execute(Runnable task) {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() {
      clock.close();
    }
  }
}
