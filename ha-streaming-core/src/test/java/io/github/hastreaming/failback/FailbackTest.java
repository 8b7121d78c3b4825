package io.github.hastreaming.failback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.event.FailbackAbandoned;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailbackTrialStarted;
import io.github.hastreaming.event.ProbeResultChanged;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.VirtualPair;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When the client comes back to the primary, in virtual time. */
class FailbackTest {

  private static final Duration HOLD_DOWN = Duration.ofSeconds(60);

  private final VirtualPair pair = new VirtualPair();

  @Test
  void leavesThePrimaryAloneForTheHoldDown() {
    try (HaStreamClient client = failedOver(pair.builder())) {
      int probes = pair.primary.probes();
      pair.primary.heal();

      pair.time.advance(HOLD_DOWN.minusMillis(1));

      assertThat(pair.primary.probes()).isEqualTo(probes);
      assertThat(client.status().isPrimaryActive()).isFalse();
    }
  }

  @Test
  void comesBackAfterThreeProbesAndFiveWritesInARow() {
    try (HaStreamClient client = failedOver(pair.builder())) {
      pair.primary.heal();
      int before = pair.primary.stored().size();
      pair.time.advance(HOLD_DOWN.plusSeconds(15));
      assertThat(pair.events.of(FailbackTrialStarted.class)).hasSize(1);

      for (int call = 1; call <= 5; call++) {
        assertThat(client.status().isPrimaryActive()).isFalse();
        VirtualPair.put(client, "trial-" + call);
      }
      pair.time.runPending();

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(client.status().epoch()).isEqualTo(epochAtFailover + 1);
      assertThat(pair.primary.stored()).hasSize(before + 5);
      assertThat(pair.events.of(FailbackCompleted.class))
          .singleElement()
          .satisfies(event -> assertThat(event.to()).isEqualTo(VirtualPair.PRIMARY));
    }
  }

  @Test
  void aProbeThatFailsBeginsTheCountAnew() {
    try (HaStreamClient client =
        failedOver(pair.builder().failbackPolicy(FailbackPolicy.automatic().jitter(0)))) {
      pair.primary.heal();
      pair.time.advance(HOLD_DOWN.plusSeconds(6)); // Two probes.
      pair.primary.failProbes(() -> Failures.status(503));
      pair.time.advance(Duration.ofSeconds(5));
      pair.primary.heal();
      pair.time.advance(Duration.ofSeconds(10)); // Two more.
      assertThat(pair.events.of(FailbackTrialStarted.class)).isEmpty();

      pair.time.advance(Duration.ofSeconds(5));

      assertThat(pair.events.of(FailbackTrialStarted.class)).hasSize(1);
      assertThat(pair.events.of(ProbeResultChanged.class))
          .extracting(ProbeResultChanged::successful)
          .containsExactly(true, false, true);
      assertThat(client.status().isPrimaryActive()).isFalse();
    }
  }

  @Test
  void aTrialCallThatFailsIsServedBySecondaryAndDoublesTheHoldDown() {
    try (HaStreamClient client = failedOver(pair.builder())) {
      pair.time.advance(HOLD_DOWN.plusSeconds(15)); // Its writes fail, its probes do not.
      int attempts = pair.primary.puts().size();

      VirtualPair.put(client, "a");
      VirtualPair.put(client, "b");
      pair.time.runPending();

      assertThat(pair.secondary.stored()).contains("a", "b");
      assertThat(pair.primary.puts()).hasSize(attempts + 1);
      assertThat(pair.events.of(FailbackAbandoned.class))
          .singleElement()
          .satisfies(event -> assertThat(event.holdDown()).isEqualTo(HOLD_DOWN.multipliedBy(2)));
      assertThat(client.status().isPrimaryActive()).isFalse();
    }
  }

  @Test
  void aTrialCallThatTheSecondaryCannotServeHasItsOtherAttemptsInThePrimary() {
    try (HaStreamClient client = failedOver(pair.builder())) {
      pair.primary.heal();
      pair.time.advance(HOLD_DOWN.plusSeconds(15));
      pair.primary.failNextPut(Failures::reset);
      pair.secondary.failPuts(() -> Failures.status(503));

      VirtualPair.put(client, "a");

      assertThat(pair.primary.stored()).contains("a");
    }
  }

  @Test
  void aPrimaryWhoseWritesFailAndWhoseProbesSucceedNeverMakesTheClientFlap() {
    try (HaStreamClient client = failedOver(pair.builder())) {
      int attempts = pair.primary.puts().size();
      for (int second = 0; second < 4 * 3600; second++) {
        VirtualPair.put(client, "n" + second);
        pair.time.advance(Duration.ofSeconds(1));
      }

      assertThat(pair.events.failoversCompleted()).hasSize(1);
      assertThat(pair.events.of(FailbackCompleted.class)).isEmpty();
      // 1 + 2 + 4 + 8 + 16 min, then every 30 min: at most 12 calls of 14,400 were tried there.
      assertThat(pair.primary.puts().size() - attempts).isBetween(8, 13);
      assertThat(pair.events.of(FailbackAbandoned.class))
          .last()
          .satisfies(last -> assertThat(last.holdDown()).isEqualTo(Duration.ofMinutes(30)));
    }
  }

  @Test
  void aFailoverSoonAfterAFailbackDoublesTheHoldDownAndALateOneDoesNot() {
    try (HaStreamClient client = failedOver(pair.builder())) {
      comeBack(client, HOLD_DOWN);
      pair.time.advance(Duration.ofMinutes(9));
      failOver(client);
      pair.primary.heal();
      pair.time.advance(HOLD_DOWN.plusSeconds(30));
      assertThat(pair.events.of(FailbackTrialStarted.class)).hasSize(1);
      comeBack(client, HOLD_DOWN);

      pair.time.advance(Duration.ofMinutes(11));
      failOver(client);
      comeBack(client, HOLD_DOWN);

      assertThat(pair.events.of(FailbackCompleted.class)).hasSize(3);
    }
  }

  @Test
  void withoutReplayNoWriteIsTriedAndProbesSufficeAfterTwiceTheHoldDown() {
    try (HaStreamClient client =
        failedOver(pair.builder().writeReplay(WriteReplay.ONLY_IF_NOT_SENT))) {
      pair.primary.heal();
      pair.time.advance(HOLD_DOWN.multipliedBy(2).minusMillis(1));
      VirtualPair.put(client, "still in the secondary");
      assertThat(client.status().isPrimaryActive()).isFalse();

      pair.time.advance(Duration.ofSeconds(15));

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(pair.events.of(FailbackTrialStarted.class)).isEmpty();
    }
  }

  @Test
  void aProcessThatOnlyReadsNeverEndsATrialOfWrites() {
    try (HaStreamClient client = failedOver(pair.builder())) {
      pair.primary.heal();
      for (int second = 0; second < 600; second++) {
        VirtualPair.read(client);
        pair.time.advance(Duration.ofSeconds(1));
      }

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(pair.events.of(FailbackTrialStarted.class)).hasSize(1);
    }
  }

  @Test
  void theManualPolicyStays() {
    try (HaStreamClient client =
        failedOver(pair.builder().failbackPolicy(FailbackPolicy.manual()))) {
      pair.primary.heal();
      pair.time.advance(Duration.ofHours(5));

      assertThat(client.status().isPrimaryActive()).isFalse();
      client.failover().failBack("the region is back");
      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void callsThatTheSecondaryCannotServeAreHandedOverWithoutASwitch() {
    try (HaStreamClient client = failedOver(pair.builder())) {
      pair.primary.heal();
      pair.secondary.failPuts(Failures::refused);
      pair.time.advance(Duration.ofSeconds(15));

      for (int call = 0; call < 20; call++) {
        VirtualPair.put(client, "handed-over-" + call);
      }

      assertThat(pair.primary.stored()).contains("handed-over-0", "handed-over-19");
      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(pair.events.failoversCompleted()).hasSize(1);
    }
  }

  private long epochAtFailover;

  /** A client that failed over because the primary's writes fail. */
  private HaStreamClient failedOver(HaStreamClientBuilder builder) {
    HaStreamClient client = pair.start(builder);
    VirtualPair.put(client, "before");
    failOver(client);
    return client;
  }

  private void failOver(HaStreamClient client) {
    pair.primary.failPuts(Failures::refused);
    for (int call = 0; call < 5; call++) {
      VirtualPair.put(client, "failing");
    }
    pair.time.runPending();
    assertThat(client.status().isPrimaryActive()).isFalse();
    epochAtFailover = client.status().epoch();
  }

  private void comeBack(HaStreamClient client, Duration holdDown) {
    pair.primary.heal();
    pair.time.advance(holdDown.plusSeconds(20));
    for (int call = 0; call < 5; call++) {
      VirtualPair.put(client, "trial");
    }
    pair.time.runPending();
    assertThat(client.status().isPrimaryActive()).isTrue();
  }
}
