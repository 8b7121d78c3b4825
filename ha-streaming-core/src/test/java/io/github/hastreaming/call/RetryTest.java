package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.event.FailoverStarted;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.VirtualPair;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one call does with each kind of failure, in virtual time. */
class RetryTest {

  private final VirtualPair pair = new VirtualPair();

  static Stream<Supplier<BmcException>> outages() {
    return Stream.of(
        () -> Failures.status(500),
        () -> Failures.status(503),
        () -> Failures.status(408),
        () -> Failures.status(429),
        Failures::refused,
        Failures::readTimeout,
        Failures::reset,
        Failures::truncated,
        Failures::sdkBreakerOpen,
        Failures::sdkBreakerOpenOnResilience4j2);
  }

  @ParameterizedTest
  @MethodSource("outages")
  void anOutageIsRetriedInTheSameRegion(Supplier<BmcException> failure) {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failNextPut(failure).failNextPut(failure);

      VirtualPair.put(client, "a");

      assertThat(pair.primary.stored()).containsExactly("a");
      assertThat(pair.secondary.puts()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("outages")
  void anOutageThatLastsIsHandedOverAfterThreeAttempts(Supplier<BmcException> failure) {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(failure);

      VirtualPair.put(client, "a");

      assertThat(pair.primary.puts()).hasSize(3);
      assertThat(pair.secondary.stored()).containsExactly("a");
    }
  }

  @Test
  void theWaitsDoubleFromAHundredMillisecondsWithHalfOfJitter() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(Failures::reset);

      VirtualPair.put(client, "a");

      assertThat(pair.time.waits()).hasSize(2);
      assertThat(pair.time.waits().get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(150));
      assertThat(pair.time.waits().get(1))
          .isBetween(Duration.ofMillis(100), Duration.ofMillis(300));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 412, 413})
  void theCallersMistakeIsThrownUntouchedAndCountsNowhere(int status) {
    try (HaStreamClient client = pair.client()) {
      BmcException mistake = Failures.status(status);
      pair.primary.failPuts(() -> mistake);

      for (int call = 0; call < 10; call++) {
        assertThatThrownBy(() -> VirtualPair.put(client, "a")).isSameAs(mistake);
      }

      assertThat(pair.primary.puts()).hasSize(10);
      assertThat(pair.secondary.puts()).isEmpty();
      assertThat(pair.time.waits()).isEmpty();
      assertThat(client.status().regions().get(0).writeBreaker()).isEqualTo("CLOSED");
      assertThat(client.status().regions().get(0).lastFailure()).isEmpty();
    }
  }

  @Test
  void anInterruptIsGivenBackAndEndsTheCall() {
    try (HaStreamClient client = pair.client()) {
      BmcException interrupted = Failures.interrupted();
      pair.primary.failPuts(() -> interrupted);

      for (int call = 0; call < 6; call++) {
        assertThatThrownBy(() -> VirtualPair.put(client, "a")).isSameAs(interrupted);
        assertThat(Thread.interrupted()).isTrue();
      }

      assertThat(pair.primary.puts()).hasSize(6);
      assertThat(pair.secondary.puts()).isEmpty();
      assertThat(client.status().regions().get(0).writeBreaker()).isEqualTo("CLOSED");
    }
  }

  @Test
  void anInterruptDuringARetryWaitEndsTheCallToo() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failNextPut(
          () -> {
            Thread.currentThread().interrupt();
            return Failures.reset();
          });

      assertThatThrownBy(() -> VirtualPair.put(client, "a"))
          .isInstanceOf(BmcException.class)
          .hasRootCauseInstanceOf(InterruptedException.class);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(pair.primary.puts()).hasSize(1);
    }
  }

  @Test
  void aThrottledReadIsPacedInItsRegionThenHandedOverWithoutBeingCounted() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.read(client);
      pair.primary.failReads(() -> Failures.status(429));

      for (int call = 1; call <= 6; call++) {
        VirtualPair.read(client);

        assertThat(pair.primary.reads()).isEqualTo(1 + 3 * call);
        assertThat(pair.secondary.reads()).isEqualTo(call);
      }
      pair.time.runPending();

      assertThat(client.status().regions().get(0).readBreaker()).isEqualTo("CLOSED");
      assertThat(pair.events.of(FailoverStarted.class)).isEmpty();
    }
  }

  @Test
  void aClassifierThatThrowsLeavesTheFailureAsItIs() {
    RuntimeException bug = new IllegalStateException("bug in the classifier");
    FailureClassifier broken =
        (operation, failure) -> {
          throw bug;
        };
    try (HaStreamClient client = pair.start(pair.builder().failureClassifier(broken))) {
      BmcException failure = Failures.status(500);
      pair.primary.failPuts(() -> failure);

      assertThatThrownBy(() -> VirtualPair.put(client, "a"))
          .isSameAs(failure)
          .hasSuppressedException(bug);
      assertThat(pair.primary.puts()).hasSize(1);
    }
  }

  @Test
  void aClassifierThatThrowsWhatItWasGivenLeavesItAsItIs() {
    FailureClassifier rethrowing =
        (operation, failure) -> {
          throw (RuntimeException) failure;
        };
    try (HaStreamClient client = pair.start(pair.builder().failureClassifier(rethrowing))) {
      BmcException failure = Failures.status(500);
      pair.primary.failPuts(() -> failure);

      assertThatThrownBy(() -> VirtualPair.put(client, "a")).isSameAs(failure);
    }
  }

  @Test
  void aClassifierThatFailsOnAnAnswerDoesNotThrowAnAcknowledgementAway() {
    FailureClassifier broken =
        new FailureClassifier() {
          @Override
          public FailureKind classify(StreamOperation operation, Throwable failure) {
            return FailureKind.OUTAGE;
          }

          @Override
          public FailureKind classifyResponse(
              StreamOperation operation, com.oracle.bmc.responses.BmcResponse response) {
            throw new IllegalStateException("bug in the classifier");
          }
        };
    try (HaStreamClient client = pair.start(pair.builder().failureClassifier(broken))) {
      assertThat(VirtualPair.put(client, "a").getPutMessagesResult().getFailures()).isZero();
      assertThat(pair.primary.puts()).hasSize(1);
    }
  }

  @Test
  void theApplicationsClassifierDecides() {
    FailureClassifier patient =
        (operation, failure) ->
            operation.kind() == CallKind.WRITE ? FailureKind.THROTTLED : FailureKind.REJECTED;
    try (HaStreamClient client = pair.start(pair.builder().failureClassifier(patient))) {
      pair.primary.failNextPut(() -> Failures.status(400));

      VirtualPair.put(client, "a");

      assertThat(pair.primary.puts()).hasSize(2);
    }
  }

  @Test
  void anErrorOfADelegateReachesTheCallerAndLosesNoSlot() {
    try (HaStreamClient client = pair.start(pair.builder().maxConcurrentCalls(1))) {
      pair.primary.nextPut(
          request -> {
            throw new LinkageError("missing class");
          });

      assertThatThrownBy(() -> VirtualPair.put(client, "a")).isInstanceOf(LinkageError.class);
      VirtualPair.put(client, "b");

      assertThat(pair.primary.stored()).isEqualTo(List.of("b"));
    }
  }

  @Test
  void aRegionWithoutAClientIsDownNotTheCallersMistake() {
    boolean[] broken = {false};
    HaStreamClientBuilder builder =
        pair.builder()
            .streamFactory(
                (target, timeouts) -> {
                  if (broken[0] && target.equals(VirtualPair.SECONDARY)) {
                    throw new IllegalArgumentException("no client today");
                  }
                  return pair.factory().create(target, timeouts);
                });
    broken[0] = true;
    try (HaStreamClient client = pair.start(builder)) {
      pair.primary.failPuts(() -> Failures.status(503));

      assertThatThrownBy(() -> VirtualPair.put(client, "a"))
          .isInstanceOf(io.github.hastreaming.call.AllRegionsUnavailableException.class);
    }
  }
}
