package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailoverNotPossible;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.VirtualPair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AllRegionsUnavailableTest {

  private final VirtualPair pair = new VirtualPair();

  private static AllRegionsUnavailableException failedPut(HaStreamClient client) {
    return catchThrowableOfType(
        AllRegionsUnavailableException.class, () -> VirtualPair.put(client, "a"));
  }

  @Test
  void itHasStatusCodeAndCauseOfTheActiveRegionAndTheOthersSuppressed() {
    try (HaStreamClient client = pair.client()) {
      BmcException primarys = Failures.status(503, "ServiceUnavailable");
      BmcException secondarys = Failures.status(500, "InternalServerError");
      pair.primary.failPuts(() -> primarys);
      pair.secondary.failPuts(() -> secondarys).failProbes(Failures::refused);

      AllRegionsUnavailableException thrown = failedPut(client);

      assertThat(thrown.getStatusCode()).isEqualTo(503);
      assertThat(thrown.getServiceCode()).isEqualTo("ServiceUnavailable");
      assertThat(thrown.getOpcRequestId()).isEqualTo("request-id");
      assertThat(thrown).hasCause(primarys);
      assertThat(thrown.getSuppressed()).containsExactly(secondarys);
      assertThat(thrown.failures())
          .extracting(RegionFailure::target)
          .containsExactly(VirtualPair.PRIMARY, VirtualPair.SECONDARY);
    }
  }

  @Test
  void itsMessageNamesEveryRegionHostAndFailure() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(() -> Failures.status(503, "ServiceUnavailable"));
      pair.secondary.failPuts(Failures::refused);

      assertThat(failedPut(client).getMessage())
          .contains("putMessages")
          .contains("sa-saopaulo-1 (one): 503 ServiceUnavailable")
          .contains("sa-vinhedo-1 (two): ConnectException: Connection refused")
          .doesNotContain("null");
    }
  }

  @Test
  void itIsTheActiveRegionsFailureAlsoAfterAFailover() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(() -> Failures.status(503));
      VirtualPair.put(client, "before");
      pair.time.runPending();
      assertThat(client.status().isPrimaryActive()).isFalse();
      pair.secondary.failPuts(() -> Failures.status(500));

      AllRegionsUnavailableException thrown = failedPut(client);

      assertThat(thrown.getStatusCode()).isEqualTo(500);
      assertThat(thrown.failures().get(0).target()).isEqualTo(VirtualPair.SECONDARY);
    }
  }

  @Test
  void itSurvivesSerialization() throws Exception {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(() -> Failures.status(503));
      pair.secondary.failPuts(() -> Failures.status(500)).failProbes(Failures::reset);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(failedPut(client));
      }
      ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));

      AllRegionsUnavailableException copy = (AllRegionsUnavailableException) in.readObject();

      assertThat(copy.getStatusCode()).isEqualTo(503);
      assertThat(copy.failures()).isEmpty();
    }
  }

  @Test
  void withBothBreakersOpenEachRegionStillHasItsThreeAttempts() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(Failures::reset);
      pair.secondary.failPuts(Failures::reset).failProbes(Failures::reset);
      failedPut(client);
      failedPut(client); // Five failures open a breaker.
      int primarys = pair.primary.puts().size();
      int secondarys = pair.secondary.puts().size();

      for (int call = 1; call <= 5; call++) {
        failedPut(client);

        assertThat(pair.primary.puts()).hasSize(primarys + 3 * call);
        assertThat(pair.secondary.puts()).hasSize(secondarys + 3 * call);
      }
    }
  }

  @Test
  void aRegionWhoseBreakerOpensInTheCallHasItsOtherAttemptsWhenTheOtherIsDown() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(Failures::reset);
      pair.secondary.failPuts(Failures::reset).failProbes(Failures::reset);
      failedPut(client);
      pair.primary.heal();
      pair.primary.failNextPut(Failures::reset).failNextPut(Failures::reset); // The fifth opens it.

      VirtualPair.put(client, "a");

      assertThat(pair.primary.stored()).containsExactly("a");
      assertThat(pair.primary.puts()).hasSize(3 + 3);
    }
  }

  @Test
  void aCallIsServedByAFlappingRegionWhileTheOtherIsDown() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(Failures::refused);
      pair.secondary.failPuts(Failures::reset).failProbes(Failures::reset);
      for (int call = 0; call < 3; call++) {
        failedPut(client);
      }
      pair.secondary.failNextPut(Failures::reset).failNextPut(Failures::reset).heal();

      VirtualPair.put(client, "a"); // Its third attempt in the secondary.

      assertThat(pair.secondary.stored()).containsExactly("a");
    }
  }

  @Test
  void withoutASecondaryItSaysWhatTheResolverAnswered() {
    SecondaryResolver empty = SecondaryResolver.fixed();
    try (HaStreamClient client = pair.start(pair.builder().secondaryResolver(empty))) {
      pair.primary.failPuts(() -> Failures.status(503, "ServiceUnavailable"));

      assertThat(failedPut(client).getMessage())
          .contains("sa-saopaulo-1 (one): 503 ServiceUnavailable")
          .contains("No secondary: fixed[] found none");
      pair.time.runPending();
      assertThat(pair.events.of(FailoverNotPossible.class))
          .extracting(FailoverNotPossible::reason)
          .containsExactly("fixed[] found none");
    }
  }

  @Test
  void withoutASecondaryItSaysHowTheResolverFailed() {
    SecondaryResolver failing =
        context -> {
          throw new IllegalStateException("the vault is sealed");
        };
    try (HaStreamClient client = pair.start(pair.builder().secondaryResolver(failing))) {
      pair.primary.failPuts(() -> Failures.status(503));

      assertThat(failedPut(client).getMessage()).contains("No secondary: the vault is sealed");
      assertThat(client.status().resolverAnswer()).isEqualTo("the vault is sealed");
    }
  }

  @Test
  void aNegativeAnswerStandsForFiveSeconds() {
    AtomicInteger questions = new AtomicInteger();
    SecondaryResolver counting =
        context -> {
          questions.incrementAndGet();
          return List.of();
        };
    try (HaStreamClient client = pair.start(pair.builder().secondaryResolver(counting))) {
      pair.primary.failPuts(() -> Failures.status(400)); // Nothing to wait for.
      assertThat(questions).hasValue(1);
      pair.primary.failPuts(() -> Failures.status(503));
      failedPut(client);
      int afterFirst = questions.get();
      for (int call = 0; call < 10; call++) {
        failedPut(client);
      }
      assertThat(questions).hasValue(afterFirst);

      pair.time.advance(Duration.ofSeconds(5));
      failedPut(client);
      assertThat(questions.get()).isGreaterThan(afterFirst);
    }
  }

  @Test
  void aCallWithNoRegionLeftIsServedByTheOneTheResolverFindsJustThen() {
    AtomicInteger questions = new AtomicInteger();
    SecondaryResolver late =
        context -> questions.incrementAndGet() > 1 ? List.of(VirtualPair.SECONDARY) : List.of();
    try (HaStreamClient client = pair.start(pair.builder().secondaryResolver(late))) {
      pair.primary.failPuts(() -> Failures.status(503));

      VirtualPair.put(client, "a");

      assertThat(pair.secondary.stored()).containsExactly("a");
    }
  }

  @Test
  void theLastRegionAlwaysAdmits() {
    try (HaStreamClient client =
        pair.start(pair.builder().secondaryResolver(SecondaryResolver.fixed()))) {
      pair.primary.failPuts(Failures::reset);
      for (int call = 0; call < 5; call++) {
        failedPut(client);
      }
      assertThat(client.status().regions().get(0).writeBreaker()).isEqualTo("OPEN");

      pair.primary.heal();
      VirtualPair.put(client, "a");

      assertThat(pair.primary.stored()).containsExactly("a");
      assertThat(client.status().regions().get(0).writeBreaker()).isEqualTo("CLOSED");
    }
  }

  @Test
  void withoutASecondaryEveryCallStillHasItsThreeAttempts() {
    try (HaStreamClient client =
        pair.start(pair.builder().secondaryResolver(SecondaryResolver.fixed()))) {
      for (int call = 1; call <= 10; call++) {
        pair.primary.failNextPut(Failures::reset).failNextPut(Failures::reset);
        VirtualPair.put(client, "a");
      }

      assertThat(pair.primary.stored()).hasSize(10);
      assertThat(pair.events.of(RegionFailed.class)).hasSizeLessThanOrEqualTo(10);
    }
  }

  @Test
  void aFailingResolverNeverFailsACallThatARegionServes() {
    SecondaryResolver failing =
        context -> {
          throw new IllegalStateException("the vault is sealed");
        };
    try (HaStreamClient client = pair.start(pair.builder().secondaryResolver(failing))) {
      VirtualPair.put(client, "a");

      assertThat(pair.time.waits()).isEmpty();
    }
  }

  @Test
  void aMistakeIsThrownWithoutAskingTheResolver() {
    try (HaStreamClient client =
        pair.start(pair.builder().secondaryResolver(SecondaryResolver.fixed()))) {
      pair.primary.failPuts(() -> Failures.status(400));

      assertThatThrownBy(() -> VirtualPair.put(client, "a"))
          .isInstanceOf(BmcException.class)
          .isNotInstanceOf(AllRegionsUnavailableException.class);
      assertThat(pair.time.waits()).isEmpty();
    }
  }
}
