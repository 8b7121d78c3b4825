package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.ScriptedRegion;
import io.github.hastreaming.support.VirtualPair;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When a put whose attempt failed may be sent again. */
class WriteReplayTest {

  private final VirtualPair pair = new VirtualPair();

  static Stream<Supplier<BmcException>> notSent() {
    return Stream.of(
        Failures::refused,
        Failures::unknownHost,
        Failures::connectTimeout,
        Failures::sdkBreakerOpen,
        Failures::sdkBreakerOpenOnResilience4j2);
  }

  static Stream<Supplier<BmcException>> answeredWithA4xx() {
    return Stream.of(() -> Failures.status(429), () -> Failures.status(408));
  }

  static Stream<Supplier<BmcException>> unknown() {
    return Stream.of(
        () -> Failures.status(500),
        () -> Failures.status(503),
        Failures::readTimeout,
        Failures::reset,
        Failures::truncated);
  }

  private HaStreamClient client(WriteReplay policy) {
    return pair.start(pair.builder().writeReplay(policy));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasNotSentIsSentAgainUnderEveryPolicy(WriteReplay policy) {
    notSent()
        .forEach(
            failure -> {
              VirtualPair fresh = new VirtualPair();
              fresh.primary.failPuts(failure);
              try (HaStreamClient client = fresh.start(fresh.builder().writeReplay(policy))) {
                VirtualPair.put(client, "a");

                assertThat(fresh.primary.puts()).hasSize(3);
                assertThat(fresh.secondary.stored()).containsExactly("a");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("answeredWithA4xx")
  void whatWasAnsweredWithA4xxIsSentAgainIfNotProcessedIsEnough(Supplier<BmcException> failure) {
    pair.primary.failPuts(failure);
    try (HaStreamClient client = client(WriteReplay.ONLY_IF_NOT_SENT)) {
      VirtualPair.put(client, "a");

      assertThat(pair.primary.puts()).hasSize(3);
      assertThat(pair.secondary.stored()).containsExactly("a");
    }
  }

  @ParameterizedTest
  @MethodSource("answeredWithA4xx")
  void neverMeansOneSendWhoseOwnAnswerIsThrown(Supplier<BmcException> failure) {
    BmcException answer = failure.get();
    pair.primary.failPuts(() -> answer);
    try (HaStreamClient client = client(WriteReplay.NEVER)) {
      assertThatThrownBy(() -> VirtualPair.put(client, "a")).isSameAs(answer);

      assertThat(pair.primary.puts()).hasSize(1);
      assertThat(pair.secondary.puts()).isEmpty();
    }
  }

  @Test
  void aRefusalIsHandedOverUnlessThePolicyIsNever() {
    try (HaStreamClient client = client(WriteReplay.ONLY_IF_NOT_SENT)) {
      VirtualPair.put(client, "before");
      pair.primary.failPuts(() -> Failures.status(404));

      VirtualPair.put(client, "a");

      assertThat(pair.secondary.stored()).containsExactly("a");
    }
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void anUnknownOutcomeIsReplayedOnlyUnderAtLeastOnce(Supplier<BmcException> failure) {
    pair.primary.failNextPut(failure);
    try (HaStreamClient client = client(WriteReplay.AT_LEAST_ONCE)) {
      VirtualPair.put(client, "a");

      assertThat(pair.primary.stored()).containsExactly("a");
    }
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void anUnknownOutcomeThatMayNotBeReplayedListsItsEntries(Supplier<BmcException> failure) {
    for (WriteReplay policy : new WriteReplay[] {WriteReplay.ONLY_IF_NOT_SENT, WriteReplay.NEVER}) {
      VirtualPair fresh = new VirtualPair();
      BmcException original = failure.get();
      fresh.primary.failPuts(() -> original);
      try (HaStreamClient client = fresh.start(fresh.builder().writeReplay(policy))) {
        WriteOutcomeUnknownException thrown =
            catchThrowableOfType(
                WriteOutcomeUnknownException.class, () -> VirtualPair.put(client, "a", "b"));

        assertThat(thrown.entries()).extracting(ScriptedRegion::value).containsExactly("a", "b");
        assertThat(thrown).hasCause(original);
        assertThat(thrown.getStatusCode()).isEqualTo(original.getStatusCode());
        assertThat(thrown.getServiceCode()).isEqualTo(original.getServiceCode());
        assertThat(thrown.isTimeout()).isEqualTo(original.isTimeout());
        assertThat(thrown.getMessage())
            .contains("2 entries", policy.name(), "sa-saopaulo-1", "one");
        assertThat(fresh.primary.puts()).hasSize(1);
        assertThat(fresh.secondary.puts()).isEmpty();
      }
    }
  }

  @Test
  void anUnknownOutcomeAfterAFirstSendThatWasNoneIsUnknownToo() {
    pair.primary.failNextPut(Failures::refused).failNextPut(Failures::reset);
    try (HaStreamClient client = client(WriteReplay.NEVER)) {
      assertThatThrownBy(() -> VirtualPair.put(client, "a"))
          .isInstanceOf(WriteOutcomeUnknownException.class);

      assertThat(pair.primary.puts()).hasSize(2);
    }
  }

  @Test
  void theSdksOwnValidationIsThrownUntouchedUnderEveryPolicy() {
    for (WriteReplay policy : WriteReplay.values()) {
      VirtualPair fresh = new VirtualPair();
      IllegalArgumentException invalid = new IllegalArgumentException("blank");
      fresh.primary.failPuts(() -> invalid);
      try (HaStreamClient client = fresh.start(fresh.builder().writeReplay(policy))) {
        assertThatThrownBy(() -> VirtualPair.put(client, "a")).isSameAs(invalid);
      }
    }
  }

  @Test
  void anInterruptedPutThatMayNotBeReplayedIsOfUnknownOutcome() {
    BmcException interrupted = Failures.interrupted();
    pair.primary.failPuts(() -> interrupted);
    try (HaStreamClient client = client(WriteReplay.ONLY_IF_NOT_SENT)) {
      Throwable thrown = catchThrowable(() -> VirtualPair.put(client, "a"));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(thrown).isInstanceOf(WriteOutcomeUnknownException.class).hasCause(interrupted);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noPolicyEverStoresAnythingTwiceWhereItForbidsReplays(WriteReplay policy) {
    // A region that stores and then loses the answer.
    pair.primary.allPuts(
        request -> {
          pair.primary.store(request);
          throw Failures.reset();
        });
    try (HaStreamClient client = client(policy)) {
      for (int put = 0; put < 30; put++) {
        String value = "v" + put;
        try {
          VirtualPair.put(client, value);
        } catch (WriteOutcomeUnknownException expected) {
          // The caller is told; what was stored is what is asserted here.
        }
      }

      int stored = pair.primary.stored().size() + pair.secondary.stored().size();
      long distinct =
          Stream.concat(pair.primary.stored().stream(), pair.secondary.stored().stream())
              .distinct()
              .count();
      assertThat(distinct).isEqualTo(30);
      if (policy == WriteReplay.AT_LEAST_ONCE) {
        assertThat(stored).isGreaterThan(30);
      } else {
        assertThat(stored).isEqualTo(30);
      }
    }
  }
}
