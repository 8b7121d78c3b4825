package io.github.hastreaming.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.settings.ResilienceConfigs;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.state.contract.States;
import io.github.hastreaming.support.ScriptedRegion;
import io.github.hastreaming.support.VirtualTimeSource;
import io.github.hastreaming.target.StreamTimeouts;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceWatchTest {

  private static final Duration THRESHOLD = Defaults.SLOW_CALL_THRESHOLD;
  private static final Duration READ_TIMEOUT = Defaults.READ_TIMEOUT;

  private final VirtualTimeSource time = new VirtualTimeSource();
  private final AnswerTimes times = new AnswerTimes();
  private final CallSlots slots = new CallSlots(8, time);
  private final Region region = regions(time).of(States.PRIMARY);
  private final Region other = regions(time).of(States.SECONDARY);
  private final List<Doubt> doubts = new ArrayList<>();
  private final List<Duration> hangs = new ArrayList<>();
  private boolean answeredBefore = true;
  private boolean anotherAnswers = true;
  private boolean probeIsAnswered;
  private final SilenceWatch watch =
      new SilenceWatch(
          slots,
          new SilenceThreshold(THRESHOLD, READ_TIMEOUT, times, () -> answeredBefore),
          time,
          now -> new Doubt(region, CallKind.WRITE, now),
          new Answers());

  /** Every region is asked as soon as there is a doubt. */
  private final class Answers implements SilenceWatch.Observer {

    @Override
    public void doubted(Doubt doubt) {
      doubts.add(doubt);
      if (anotherAnswers) {
        doubt.answeredBy(other);
      }
      if (probeIsAnswered) {
        doubt.answeredBy(region);
      }
    }

    @Override
    public void hangs(Duration silence) {
      hangs.add(silence);
    }
  }

  private int begin() {
    int slot = slots.tryTake();
    watch.callBegins();
    return slot;
  }

  private void serve(int slot) {
    watch.callServed(slots.startedAt(slot), time.nanoTime());
    slots.release(slot);
  }

  @Test
  void silenceIsFirstADoubtAndTwiceAsLongAHang() {
    begin();

    time.advance(THRESHOLD.minusMillis(1));
    assertThat(doubts).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(doubts).hasSize(1);
    time.advance(THRESHOLD.minusMillis(1));
    assertThat(hangs).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(hangs).containsExactly(THRESHOLD.multipliedBy(2));
    assertThat(doubts).hasSize(1);
  }

  @Test
  void aServedCallEndsTheDoubtAndWhatItsProbesSayLater() {
    anotherAnswers = false;
    int slot = begin();
    time.advance(THRESHOLD);
    Doubt ended = doubts.get(0);
    serve(slot);
    begin();
    begin();

    ended.answeredBy(other);
    time.advance(THRESHOLD.multipliedBy(2));

    assertThat(watch.doubt()).isNotSameAs(ended);
    assertThat(hangs).isEmpty();
  }

  @Test
  void withoutAnAnswerFromElsewhereItMayBeOurOwnNetwork() {
    anotherAnswers = false;
    begin();
    begin();

    time.advance(Duration.ofMinutes(1));

    assertThat(hangs).isEmpty();
    doubts.get(0).answeredBy(other);
    time.advance(THRESHOLD);
    assertThat(hangs).hasSize(1);
  }

  @Test
  void oneCallAloneIsNoHangWhereTheRegionAnswersItsProbe() {
    probeIsAnswered = true;
    begin();
    time.advance(THRESHOLD.multipliedBy(3));
    assertThat(hangs).isEmpty();

    begin();
    time.advance(THRESHOLD.minusMillis(1));
    assertThat(hangs).isEmpty();
    time.advance(THRESHOLD);

    assertThat(hangs).hasSize(1); // Two are unanswered now.
  }

  @Test
  void aSlowCallIsNotEvenDoubtedWhileOthersOfItsKindAreServed() {
    begin(); // Never answered.
    for (int second = 0; second < 10; second++) {
      int quick = begin();
      time.advance(Duration.ofSeconds(1));
      serve(quick);
    }

    assertThat(doubts).isEmpty();
  }

  @Test
  void silenceBeginsWithTheFirstCallAfterAPause() {
    serve(begin());
    time.advance(Duration.ofHours(1));
    begin();

    time.advance(THRESHOLD.minusMillis(1));

    assertThat(doubts).isEmpty();
  }

  @Test
  void whereAnswersUsuallyTakeLongSilenceMustLastLonger() {
    for (int call = 0; call < 3; call++) {
      int slot = begin();
      time.advance(Duration.ofMillis(900));
      serve(slot);
    }
    begin();

    time.advance(Duration.ofMillis(1_799));
    assertThat(doubts).isEmpty();
    time.advance(Duration.ofMillis(1));

    assertThat(doubts).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_800, 4_000})
  void noThresholdIsMoreThanHalfTheReadTimeout(long millis) {
    for (int call = 0; call < 3; call++) {
      int slot = begin();
      time.advance(Duration.ofMillis(millis));
      serve(slot);
    }
    doubts.clear();
    begin();

    time.advance(READ_TIMEOUT.dividedBy(2));

    assertThat(doubts).hasSize(1);
  }

  @Test
  void aRegionThatNeverAnsweredHasHalfTheReadTimeout() {
    answeredBefore = false;
    begin();

    time.advance(READ_TIMEOUT.dividedBy(2).minusMillis(1));
    assertThat(doubts).isEmpty();
    time.advance(Duration.ofMillis(1));

    assertThat(doubts).hasSize(1);
  }

  @Test
  void callsThatWereLateTogetherCountOnce() {
    int[] late = {begin(), begin(), begin(), begin()};
    time.advance(Duration.ofSeconds(2));
    for (int slot : late) {
      serve(slot);
    }

    for (int call = 0; call < 2; call++) {
      serve(begin());
    }

    assertThat(times.usual()).isLessThan(Duration.ofMillis(10).toNanos());
  }

  @ParameterizedTest
  @ValueSource(longs = {1_700, 2_600, 10_000})
  void aProcessThatStoodStillItselfReadsWhatHasComeInFirst(long millis) {
    int slot = begin();

    time.standStill(Duration.ofMillis(millis));
    time.runPending();
    time.advance(Duration.ofMillis(100));
    serve(slot);
    time.advance(THRESHOLD.multipliedBy(2));

    assertThat(doubts).isEmpty();
    assertThat(hangs).isEmpty();
    assertThat(times.usual()).isZero();
  }

  @Test
  void afterAHangTheFirstServedCallSaysThatItIsOver() {
    int slot = begin();
    begin();
    time.advance(THRESHOLD.multipliedBy(2));
    assertThat(hangs).hasSize(1);

    assertThat(watch.callServed(slots.startedAt(slot), time.nanoTime())).isTrue();
    assertThat(watch.callServed(slots.startedAt(slot), time.nanoTime())).isFalse();
  }

  private static Regions regions(VirtualTimeSource time) {
    StreamTimeouts timeouts = new StreamTimeouts(Defaults.CONNECT_TIMEOUT, READ_TIMEOUT);
    Settings settings =
        new Settings(
            timeouts,
            timeouts,
            ResilienceConfigs.defaultRetry(),
            ResilienceConfigs.defaultBreaker(),
            Defaults.BREAKER_OPEN_TIME,
            Defaults.CALL_TIMEOUT,
            THRESHOLD,
            Defaults.MAX_CONCURRENT_CALLS,
            Defaults.SWEEP_INTERVAL,
            WriteReplay.AT_LEAST_ONCE,
            true,
            FailureClassifier.standard());
    return new Regions(
        (target, limits) -> new ScriptedRegion(target).client(false),
        settings,
        new ResilienceRegistries(CircuitBreakerRegistry.ofDefaults(), RetryRegistry.ofDefaults()),
        time);
  }
}
