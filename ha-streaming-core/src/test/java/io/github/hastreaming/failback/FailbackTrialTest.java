package io.github.hastreaming.failback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.WriteOutcomeUnknownException;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.event.FailbackAbandoned;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailbackTrialStarted;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.VirtualPair;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Trials and hold-downs at their edges, in virtual time. */
class FailbackTrialTest {

  private static final Duration UNTIL_THE_TRIAL = Duration.ofSeconds(80);

  private final VirtualPair pair = new VirtualPair();
  private final FlakyStore store = new FlakyStore();

  @Test
  void aTrialThatHangsForLongerThanTheCallTimeoutCostsTheCallerNoError() {
    try (HaStreamClient client =
        pair.failedOver(pair.builder().callTimeout(Duration.ofSeconds(4)))) {
      pair.time.advance(UNTIL_THE_TRIAL);
      pair.primary.nextPut(
          request -> {
            pair.time.advance(Duration.ofSeconds(5));
            throw Failures.readTimeout();
          });
      VirtualPair.put(client, "tried");

      assertThat(pair.secondary.stored()).contains("tried");
    }
  }

  @Test
  void whatATrialServesIsServedOnce() {
    try (HaStreamClient client = inTrial()) {

      VirtualPair.put(client, "tried");

      assertThat(pair.primary.stored()).contains("tried");
      assertThat(pair.secondary.stored()).doesNotContain("tried");
    }
  }

  @Test
  void aMistakeInATrialIsTheCallersAndSaysNothingOfThePrimary() {
    try (HaStreamClient client = inTrial()) {
      pair.primary.failNextPut(() -> Failures.status(400));

      assertThatThrownBy(() -> VirtualPair.put(client, "mistaken"))
          .isInstanceOf(BmcException.class)
          .extracting(thrown -> ((BmcException) thrown).getStatusCode())
          .isEqualTo(400);

      pair.time.runPending();
      assertThat(pair.secondary.stored()).doesNotContain("mistaken");
      assertThat(pair.events.of(FailbackAbandoned.class)).isEmpty();
      putEverySecond(client, 10); // The trial goes on.
      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void aTrialCallThatTheSecondaryCannotServeEitherHasThePrimarysOtherAttempts() {
    try (HaStreamClient client = inTrial()) {
      pair.primary.failNextPut(() -> Failures.status(503));
      pair.secondary.failPuts(Failures::refused);

      VirtualPair.put(client, "carried");

      assertThat(pair.primary.stored()).contains("carried");
    }
  }

  @Test
  void aTrialCallThatThePrimaryRefusesIsNotMadeThereAgain() {
    try (HaStreamClient client = inTrial()) {
      int before = pair.primary.puts().size();
      pair.primary.failPuts(() -> Failures.status(403));
      pair.secondary.failPuts(Failures::refused);

      assertThatThrownBy(() -> VirtualPair.put(client, "refused"))
          .isInstanceOf(AllRegionsUnavailableException.class);

      assertThat(pair.primary.puts()).hasSize(before + 1);
    }
  }

  @Test
  void awayIsTheWholeTimeAlsoAfterATrialThatFailed() {
    try (HaStreamClient client = pair.failedOver(pair.builder())) {
      pair.time.advance(UNTIL_THE_TRIAL);
      VirtualPair.put(client, "a trial that fails");
      pair.time.runPending();
      pair.primary.heal();
      pair.time.advance(Duration.ofSeconds(140));
      for (int call = 0; call < 6; call++) {
        VirtualPair.put(client, "trial " + call);
        pair.time.runPending();
      }

      assertThat(pair.events.of(FailbackCompleted.class))
          .singleElement()
          .satisfies(event -> assertThat(event.away()).isEqualTo(Duration.ofSeconds(220)));
    }
  }

  @Test
  void aCallAndAProbeThatFailTogetherAbandonTheTrialOnce() {
    try (HaStreamClient client = pair.failedOver(pair.builder())) {
      pair.time.advance(UNTIL_THE_TRIAL);
      putDuringTheNextProbeThatFails(client);
      pair.time.advance(Duration.ofSeconds(10));

      assertThat(pair.events.of(FailbackAbandoned.class)).hasSize(1);
    }
  }

  @Test
  void aProbeThatFailsAfterTheLastTrialCallDoesNotAbandonTheTrialAsWell() {
    try (HaStreamClient client = inTrial()) {
      for (int call = 0; call < 4; call++) {
        VirtualPair.put(client, "trial " + call);
      }
      putDuringTheNextProbeThatFails(client);
      pair.time.advance(Duration.ofSeconds(10));

      assertThat(pair.events.of(FailbackCompleted.class)).hasSize(1);
      assertThat(pair.events.of(FailbackAbandoned.class)).isEmpty();
    }
  }

  @Test
  void aTrialThatACommandEndsIsAbandoned() {
    try (HaStreamClient client = inTrial()) {
      assertThat(pair.events.of(FailbackTrialStarted.class)).hasSize(1);
      client.failover().failOver("stay");
      pair.time.runPending();

      assertThat(pair.events.of(FailbackAbandoned.class)).hasSize(1);
    }
  }

  /** A producer and a consumer: neither can try what the other does. */
  @Test
  void processesThatMakeOneKindOfCallsEachComeHomeTogether() {
    try (HaStreamClient producer = pair.failedOver(pair.sharing(store))) {
      readsFailedToo();
      HaStreamClient consumer = pair.start(pair.sharing(store));
      pair.primary.heal();
      for (int second = 0; second < 120; second++) {
        VirtualPair.put(producer, "n" + second);
        VirtualPair.read(consumer);
        pair.time.advance(Duration.ofSeconds(1));
      }

      assertThat(producer.status().isPrimaryActive()).isTrue();
      assertThat(consumer.status().isPrimaryActive()).isTrue();
      assertThat(pair.events.of(FailbackCompleted.class)).hasSize(1);
    }
  }

  /** Only what the other can try is missing, and it is not there. */
  @Test
  void aProducerAloneDoesNotComeHomeWhereReadsFailedToo() {
    try (HaStreamClient producer = pair.failedOver(pair.sharing(store))) {
      readsFailedToo();
      pair.primary.heal();
      putEverySecond(producer, 300);

      assertThat(producer.status().isPrimaryActive()).isFalse();
      assertThat(store.stored().failedKinds()).containsExactly(CallKind.READ);
    }
  }

  @Test
  void aPrimaryThatThrottlesItsProbesIsAlive() {
    try (HaStreamClient client = pair.failedOver(pair.builder())) {
      pair.primary.heal();
      pair.primary.failProbes(() -> Failures.status(429));
      putEverySecond(client, 120);

      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void noHoldDownIsLongerThanItsMaximumAlsoWhereWritesCannotBeTried() {
    FailbackPolicy policy =
        FailbackPolicy.automatic()
            .holdDown(Duration.ofMinutes(2))
            .maxHoldDown(Duration.ofMinutes(3));
    try (HaStreamClient client =
        pair.failedOver(pair.builder().writeReplay(WriteReplay.NEVER).failbackPolicy(policy))) {
      pair.primary.heal();
      putEverySecond(client, 240);

      assertThat(pair.events.of(FailbackCompleted.class))
          .singleElement()
          .satisfies(event -> assertThat(event.away()).isLessThan(Duration.ofSeconds(200)));
    }
  }

  @Test
  void thePrimaryBeginsWithClosedBreakersWhereProbesAloneBroughtItBack() {
    try (HaStreamClient client = pair.failedOver(pair.builder().writeReplay(WriteReplay.NEVER))) {
      pair.primary.heal();
      pair.time.advance(Duration.ofSeconds(200));

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(client.status().regions().get(0).writeBreaker()).isEqualTo("CLOSED");
      assertThat(client.status().switches())
          .isEqualTo(Map.of(SwitchReason.FAILURE, 1L, SwitchReason.RECOVERY, 1L));
    }
  }

  @Test
  void aHoldDownFromTheStoreIsNoLongerThanThePolicysMaximum() {
    try (HaStreamClient client = pair.failedOver(pair.sharing(store))) {
      store.anotherStores(state -> state.holdDown(Duration.ofDays(365_000)));
      pair.time.advance(Duration.ofSeconds(7));
      assertThat(client.status().isStateStoreOk()).isTrue();
      pair.primary.heal();
      putEverySecond(client, 31 * 60);

      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void aFailbackOfLongAgoDoesNotLengthenTheHoldDownOfAProcessThatJustStarted() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      client.failover().failOver("drill");
      client.failover().failBack("drill over");
      pair.time.advance(Duration.ofSeconds(10));
    }
    VirtualPair later = new VirtualPair();
    later.time.advance(Duration.ofDays(30));
    try (HaStreamClient client = later.failedOver(later.sharing(store))) {
      assertThat(client.status().holdDown()).isEqualTo(Duration.ofSeconds(60));
    }
  }

  /** In the secondary; its next calls are tried in the primary, which is well. */
  private HaStreamClient inTrial() {
    HaStreamClient client = pair.failedOver(pair.builder());
    pair.primary.heal();
    pair.time.advance(UNTIL_THE_TRIAL);
    return client;
  }

  /** Another process saw reads fail as well. */
  private void readsFailedToo() {
    store.anotherStores(state -> state.failedKinds(Set.of(CallKind.WRITE, CallKind.READ)));
  }

  private void putDuringTheNextProbeThatFails(HaStreamClient client) {
    AtomicBoolean put = new AtomicBoolean();
    pair.primary.failProbes(
        () -> {
          if (!put.getAndSet(true)) {
            VirtualPair.put(client, "meanwhile");
          }
          return Failures.status(503);
        });
  }

  private void putEverySecond(HaStreamClient client, int seconds) {
    for (int second = 0; second < seconds; second++) {
      try {
        VirtualPair.put(client, "n" + second);
      } catch (WriteOutcomeUnknownException e) {
        assertThat(client.status().isPrimaryActive()).isTrue(); // As the policy has it.
      }
      pair.time.advance(Duration.ofSeconds(1));
    }
  }
}
