package io.github.hastreaming.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.internal.settings.ResilienceConfigs;
import io.github.hastreaming.internal.time.SystemTimeSource;
import io.github.hastreaming.support.VirtualTimeSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RegionBreakerTest {

  private static final Duration OPEN_TIME = Duration.ofSeconds(10);

  private static final OpenCause NO_ANSWER = new OpenCause.NoAnswer(Duration.ofMillis(1500));

  private final VirtualTimeSource time = new VirtualTimeSource();
  private final List<String> openings = new ArrayList<>();
  private final CircuitBreaker resilience =
      CircuitBreaker.of("b", ResilienceConfigs.breaker(ResilienceConfigs.defaultBreaker()));
  private final RegionBreaker breaker =
      new RegionBreaker(resilience, OPEN_TIME, time, cause -> openings.add(cause.text()));

  private void fail(int times) {
    for (int call = 0; call < times; call++) {
      breaker.failed(1, new RuntimeException("failed"));
    }
  }

  @Test
  void itOpensByResilience4jsCountAndTellsTheReason() {
    fail(4);
    assertThat(breaker.isOpen()).isFalse();
    CompletableFuture<Void> opened = breaker.opened();
    assertThat(opened).isNotDone();

    fail(1);

    assertThat(breaker.isOpen()).isTrue();
    assertThat(opened).isDone();
    assertThat(openings).containsExactly("5 of the last 5 calls failed");
  }

  @Test
  void itNeverLeavesTheOpenStateByItself() {
    fail(5);

    time.advance(Duration.ofHours(1));

    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.stateName()).isEqualTo("OPEN");
  }

  @Test
  void oneCallerIsLetThroughAfterTheOpenTime() {
    fail(5);
    time.advance(OPEN_TIME.minusNanos(1));
    assertThat(breaker.claimHalfOpen()).isFalse();

    time.advance(Duration.ofNanos(1));

    assertThat(breaker.claimHalfOpen()).isTrue();
    assertThat(breaker.claimHalfOpen()).isFalse();
  }

  @Test
  void aFailureOfTheOneLetThroughBeginsTheOpenTimeAgain() {
    fail(5);
    time.advance(OPEN_TIME);
    assertThat(breaker.claimHalfOpen()).isTrue();

    breaker.halfOpenEnded(true);

    time.advance(OPEN_TIME.minusNanos(1));
    assertThat(breaker.claimHalfOpen()).isFalse();
    time.advance(Duration.ofNanos(1));
    assertThat(breaker.claimHalfOpen()).isTrue();
  }

  @Test
  void whereTheOneLetThroughProvedNothingTheNextIs() {
    fail(5);
    time.advance(OPEN_TIME);
    assertThat(breaker.claimHalfOpen()).isTrue();

    breaker.halfOpenEnded(false);

    assertThat(breaker.claimHalfOpen()).isTrue();
  }

  @Test
  void aClosedBreakerWaitsWithANewSignal() {
    fail(5);

    breaker.close();

    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.opened()).isNotDone();
    fail(5);
    assertThat(openings).hasSize(2);
  }

  @Test
  void aClaimFromBeforeDoesNotOutliveTheOpenState() {
    fail(5);
    time.advance(OPEN_TIME);
    assertThat(breaker.claimHalfOpen()).isTrue(); // And never ended.
    breaker.close();

    fail(5);
    time.advance(OPEN_TIME);

    assertThat(breaker.claimHalfOpen()).isTrue();
  }

  @Test
  void aTripTellsItsOwnReasonAndDoesNotColourTheNextOpening() {
    breaker.trip(NO_ANSWER);
    breaker.trip(NO_ANSWER);
    breaker.close();
    fail(5);

    assertThat(openings).containsExactly("no answer for 1500 ms", "5 of the last 5 calls failed");
  }

  @Test
  void aResetForgetsWhatWasCounted() {
    fail(4);
    breaker.reset();
    fail(4);
    assertThat(breaker.isOpen()).isFalse();

    fail(1);
    breaker.reset();

    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.opened()).isNotDone();
  }

  @Test
  void whatWasForcedOpenThroughTheRegistryStaysSo() {
    resilience.transitionToForcedOpenState();
    assertThat(breaker.isOpen()).isTrue();
    time.advance(OPEN_TIME);

    assertThat(breaker.claimHalfOpen()).isFalse();
    breaker.close();
    breaker.reset();

    assertThat(resilience.getState()).isEqualTo(State.FORCED_OPEN);
    assertThat(breaker.isOpen()).isTrue();
    resilience.transitionToClosedState();
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void whatWasDisabledThroughTheRegistryIsNotTripped() {
    resilience.transitionToDisabledState();

    breaker.trip(NO_ANSWER);
    fail(20);

    assertThat(breaker.isOpen()).isFalse();
    assertThat(resilience.getState()).isEqualTo(State.DISABLED);
  }

  /** Trips, failures and closings race: in the end both must agree, or the breaker is stuck. */
  @Test
  void itAgreesWithResilience4jHoweverTheThreadsRace() throws InterruptedException {
    try (SystemTimeSource real = new SystemTimeSource()) {
      for (int round = 0; round < 200; round++) {
        CircuitBreaker raced =
            CircuitBreaker.of("b", ResilienceConfigs.breaker(ResilienceConfigs.defaultBreaker()));
        RegionBreaker ours = new RegionBreaker(raced, Duration.ZERO, real, reason -> {});
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
          SplittableRandom random = new SplittableRandom(round * 10L + number);
          threads.add(new Thread(() -> race(ours, random)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
          thread.join();
        }

        assertThat(ours.isOpen()).isEqualTo(raced.getState() == State.OPEN);
        assertThat(ours.opened().isDone()).isEqualTo(ours.isOpen());
        if (ours.isOpen()) {
          assertThat(ours.claimHalfOpen()).isTrue();
        }
      }
    }
  }

  private static void race(RegionBreaker breaker, SplittableRandom random) {
    for (int step = 0; step < 200; step++) {
      switch (random.nextInt(4)) {
        case 0 -> breaker.trip(NO_ANSWER);
        case 1 -> breaker.failed(1, new RuntimeException("failed"));
        case 2 -> breaker.close();
        default -> {
          if (breaker.claimHalfOpen()) {
            breaker.halfOpenEnded(random.nextBoolean());
          }
        }
      }
    }
  }
}
