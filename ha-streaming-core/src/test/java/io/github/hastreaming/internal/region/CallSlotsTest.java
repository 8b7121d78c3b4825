package io.github.hastreaming.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.internal.time.SystemTimeSource;
import io.github.hastreaming.support.VirtualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallSlotsTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final SystemTimeSource time = new SystemTimeSource();

  @AfterEach
  void close() {
    time.close();
  }

  private static CompletableFuture<Integer> waiting(CallSlots slots, Duration atMost) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    CountDownLatch started = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                started.countDown();
                result.complete(take(slots, atMost));
              } catch (InterruptedException e) {
                result.completeExceptionally(e);
              }
            });
    thread.start();
    awaitBlocked(thread);
    return result;
  }

  private static int take(CallSlots slots, Duration atMost) throws InterruptedException {
    Waiting waiting = new Waiting();
    waiting.left = atMost;
    return slots.take(waiting, () -> false, LONG);
  }

  /** A call that is charged for all of its waiting, unless the region serves others. */
  private static final class Waiting implements LineWait {

    private Duration left = Duration.ZERO;
    private Duration uncharged = Duration.ZERO;

    @Override
    public Duration left(boolean moves) {
      return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public void waited(Duration waited, boolean served) {
      if (served) {
        uncharged = uncharged.plus(waited);
      } else {
        left = left.minus(waited);
      }
    }
  }

  @Test
  void aCallIsToldWhetherTheRegionServedOthersWhileItWaited() throws InterruptedException {
    VirtualTimeSource virtual = new VirtualTimeSource();
    CallSlots slots = new CallSlots(1, virtual);
    assertThat(slots.tryTake()).isNotEqualTo(CallSlots.NONE);
    long stopsServing = virtual.nanoTime() + Duration.ofSeconds(3).toNanos();
    Waiting waiting = new Waiting();
    waiting.left = Duration.ofSeconds(2);

    int slot = slots.take(waiting, () -> virtual.nanoTime() <= stopsServing, Duration.ofSeconds(1));

    assertThat(slot).isEqualTo(CallSlots.NONE);
    assertThat(waiting.uncharged).isEqualTo(Duration.ofSeconds(3));
    assertThat(waiting.left).isZero();
  }

  private static void awaitBlocked(Thread thread) {
    Awaitility.await()
        .pollInterval(1, TimeUnit.MILLISECONDS)
        .until(() -> thread.getState() == Thread.State.TIMED_WAITING || !thread.isAlive());
  }

  @Test
  void eachSlotIsGivenOnce() {
    CallSlots slots = new CallSlots(3, time);

    assertThat(List.of(slots.tryTake(), slots.tryTake(), slots.tryTake()))
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(slots.tryTake()).isEqualTo(CallSlots.NONE);
    assertThat(slots.inUse()).isEqualTo(3);
  }

  @Test
  void aReleasedSlotGoesToTheOneThatWaitsLongest() throws Exception {
    CallSlots slots = new CallSlots(1, time);
    int slot = slots.tryTake();
    CompletableFuture<Integer> first = waiting(slots, LONG);
    CompletableFuture<Integer> second = waiting(slots, LONG);

    slots.release(slot);

    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(slot);
    assertThat(second).isNotDone();
    assertThat(slots.tryTake()).isEqualTo(CallSlots.NONE);
    slots.release(slot);
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(slot);
  }

  @Test
  void theWaitEndsWithTheTime() throws InterruptedException {
    CallSlots slots = new CallSlots(1, time);
    int slot = slots.tryTake();

    assertThat(take(slots, Duration.ofMillis(5))).isEqualTo(CallSlots.NONE);

    slots.release(slot);
    assertThat(slots.inUse()).isZero();
  }

  @Test
  void everybodyWhoWaitsCanBeSentAway() throws ExecutionException, InterruptedException {
    CallSlots slots = new CallSlots(1, time);
    int slot = slots.tryTake();
    CompletableFuture<Integer> first = waiting(slots, LONG);
    CompletableFuture<Integer> second = waiting(slots, LONG);

    slots.wakeWaiting();

    assertThat(first.get()).isEqualTo(CallSlots.NONE);
    assertThat(second.get()).isEqualTo(CallSlots.NONE);
    slots.release(slot);
    assertThat(slots.inUse()).isZero();
  }

  @Test
  void itTellsHowLongCallsHaveBeenInFlight() {
    VirtualTimeSource virtual = new VirtualTimeSource();
    CallSlots slots = new CallSlots(2, virtual);
    assertThat(slots.longestInFlight(virtual.nanoTime())).isEqualTo(-1);
    int first = slots.tryTake();
    virtual.advance(Duration.ofSeconds(1));
    int second = slots.tryTake();
    virtual.advance(Duration.ofSeconds(1));
    long now = virtual.nanoTime();

    assertThat(slots.longestInFlight(now)).isEqualTo(Duration.ofSeconds(2).toNanos());
    assertThat(slots.countInFlightFor(Duration.ofSeconds(1).toNanos(), now)).isEqualTo(2);
    assertThat(slots.countInFlightFor(Duration.ofSeconds(2).toNanos(), now)).isEqualTo(1);
    slots.restart(first); // It sends another request.
    assertThat(slots.longestInFlight(now)).isEqualTo(Duration.ofSeconds(1).toNanos());
    slots.release(first);
    slots.release(second);
    assertThat(slots.longestInFlight(now)).isEqualTo(-1);
  }

  /** Takes, time-outs, interrupts and evictions at random: no slot is lost, none is given twice. */
  @Test
  void noSlotIsEverLostOrGivenTwice() throws InterruptedException {
    int slotCount = 4;
    CallSlots slots = new CallSlots(slotCount, time);
    AtomicIntegerArray owners = new AtomicIntegerArray(slotCount);
    ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    AtomicInteger taken = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < 16; number++) {
      SplittableRandom random = new SplittableRandom(number);
      Thread thread =
          new Thread(
              () -> {
                for (int round = 0; round < 3_000; round++) {
                  takeOnce(slots, random, owners, faults, taken);
                }
              });
      threads.add(thread);
      thread.start();
    }
    Thread nuisance =
        new Thread(
            () -> {
              SplittableRandom random = new SplittableRandom(99);
              while (!stop.get()) {
                threads.get(random.nextInt(threads.size())).interrupt();
                if (random.nextInt(10) == 0) {
                  slots.wakeWaiting();
                }
                Thread.onSpinWait();
              }
            });
    nuisance.start();
    for (Thread thread : threads) {
      thread.join();
    }
    stop.set(true);
    nuisance.join();

    assertThat(faults).isEmpty();
    assertThat(taken.get()).isPositive();
    assertThat(slots.inUse()).isZero();
    assertThat(List.of(slots.tryTake(), slots.tryTake(), slots.tryTake(), slots.tryTake()))
        .containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  private static void takeOnce(
      CallSlots slots,
      SplittableRandom random,
      AtomicIntegerArray owners,
      ConcurrentLinkedQueue<String> faults,
      AtomicInteger taken) {
    int slot;
    try {
      slot = slots.tryTake();
      if (slot == CallSlots.NONE) {
        slot = take(slots, Duration.ofNanos(random.nextInt(200_000)));
      }
    } catch (InterruptedException e) {
      return; // The thread goes on: what it was about to be given must not be lost.
    }
    if (slot == CallSlots.NONE) {
      return;
    }
    taken.incrementAndGet();
    if (owners.incrementAndGet(slot) != 1) {
      faults.add("slot " + slot + " was given twice");
    }
    for (int spin = random.nextInt(100); spin > 0; spin--) {
      Thread.onSpinWait();
    }
    owners.decrementAndGet(slot);
    slots.release(slot);
  }
}
