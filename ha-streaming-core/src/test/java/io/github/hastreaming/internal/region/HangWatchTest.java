package io.github.hastreaming.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.support.VirtualTimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HangWatchTest {

  private static final Duration THRESHOLD = Duration.ofMillis(1500);

  private final VirtualTimeSource time = new VirtualTimeSource();
  private final AtomicInteger hangs = new AtomicInteger();
  private final CallSlots slots = new CallSlots(8, time);
  private final HangWatch watch = new HangWatch(slots, THRESHOLD, time, hangs::incrementAndGet);

  private int begin() {
    int slot = slots.tryTake();
    watch.callBegins();
    return slot;
  }

  private void succeed(int slot) {
    watch.callSucceeded(time.nanoTime());
    slots.release(slot);
  }

  @Test
  void aCallInFlightForLongerThanTheThresholdIsAHang() {
    begin();

    time.advance(THRESHOLD.minusMillis(1));
    assertThat(hangs).hasValue(0);
    time.advance(Duration.ofMillis(1));
    assertThat(hangs).hasValue(1);
  }

  @Test
  void aCallThatBeganWhileAnotherWasWatchedIsNoticedInTimeToo() {
    int first = begin();
    time.advance(Duration.ofMillis(700));
    slots.release(first); // Failed: no success.
    begin();

    time.advance(THRESHOLD);

    assertThat(hangs).hasValue(1);
  }

  @Test
  void aSlowCallIsNoHangWhileOthersOfItsKindSucceed() {
    begin(); // Never answered.
    for (int second = 0; second < 10; second++) {
      int quick = begin();
      time.advance(Duration.ofSeconds(1));
      succeed(quick);
    }

    assertThat(hangs).hasValue(0);
  }

  @Test
  void callsThatBeganAfterTheLastSuccessAreWatchedAgain() {
    succeed(begin());
    time.advance(Duration.ofMillis(10));
    begin();

    time.advance(THRESHOLD.plusMillis(1));

    assertThat(hangs).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_700, 2_500, 10_000})
  void aProcessThatStoodStillItselfReadsWhatHasComeInFirst(long millis) {
    int slot = begin();

    time.standStill(Duration.ofMillis(millis));
    time.runPending();
    time.advance(Duration.ofMillis(100));
    succeed(slot);
    time.advance(THRESHOLD.multipliedBy(2));

    assertThat(hangs).hasValue(0);
  }

  @Test
  void aHangIsNoticedBySomeoneWhoStoodStillToo() {
    begin();

    time.standStill(Duration.ofSeconds(10));
    time.runPending();
    time.standStill(Duration.ofSeconds(10));
    time.runPending();

    assertThat(hangs).hasValue(1);
  }

  @Test
  void aHangThatLastsIsToldAgain() {
    begin();

    time.advance(THRESHOLD.multipliedBy(3));

    assertThat(hangs).hasValue(3);
  }

  @Test
  void nothingIsWatchedWhileNothingIsInFlight() {
    succeed(begin());
    time.advance(Duration.ofSeconds(10));
    assertThat(hangs).hasValue(0);

    begin();
    time.advance(THRESHOLD);
    assertThat(hangs).hasValue(1);
  }
}
