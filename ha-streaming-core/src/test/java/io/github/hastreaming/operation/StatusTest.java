package io.github.hastreaming.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.failover.CallCounts;
import io.github.hastreaming.failover.FailbackPhase;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.failover.SwitchDirection;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.support.CapturedLog;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.VirtualPair;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What the status tells of a failover and the way back. */
class StatusTest {

  private final VirtualPair pair = new VirtualPair();

  @Test
  void countsWhatBecameOfEachCallInEachRegion() {
    try (HaStreamClient client = pair.client()) {
      for (int call = 0; call < 10; call++) {
        VirtualPair.put(client, "n" + call);
      }
      pair.primary.failNextPut(Failures::readTimeout);
      VirtualPair.put(client, "sent twice");
      pair.primary.failPuts(Failures::refused);
      for (int call = 0; call < 20; call++) {
        VirtualPair.put(client, "elsewhere");
      }
      pair.time.runPending();

      HaStreamStatus status = client.status();
      CallCounts primary = status.regions().get(0).writes();
      CallCounts secondary = status.regions().get(1).writes();
      assertThat(primary.served()).isEqualTo(11);
      assertThat(primary.retries()).isPositive();
      assertThat(primary.handedOver()).isPositive().isLessThanOrEqualTo(20);
      assertThat(primary.failedAttempts()).isGreaterThan(primary.handedOver());
      assertThat(secondary.served()).isEqualTo(20);
      assertThat(secondary.failedAttempts()).isZero();
      assertThat(status.unknownOutcomesReplayed()).isEqualTo(1);
      assertThat(status.switches()).isEqualTo(Map.of(SwitchReason.FAILURE, 1L));
    }
  }

  @Test
  void anAttemptThatIsRejectedCountsAsFailed() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failNextPut(() -> Failures.status(400));
      assertThatExceptionOfType(BmcException.class)
          .isThrownBy(() -> VirtualPair.put(client, "not valid"));

      assertThat(client.status().regions().get(0).writes().failedAttempts()).isEqualTo(1);
    }
  }

  @Test
  void aMessageOfTheStoreInSeveralLinesIsOne() {
    FlakyStore store = new FlakyStore();
    store.failAll("ERROR: relation does not exist\n  Position: 15");
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = pair.start(pair.builder().stateStore(store))) {
      assertThat(client.status().toString())
          .contains("does not exist Position: 15")
          .doesNotContain("\n");
      assertThat(log.text().lines()).noneMatch(line -> line.startsWith("  Position"));
    }
  }

  @Test
  void tellsWhatTheWayBackWaitsForInOneLine() {
    try (HaStreamClient client = pair.client()) {
      assertThat(client.status().failback()).isEmpty();
      assertThat(client.status().failbackPhase()).isEqualTo(FailbackPhase.NONE);
      VirtualPair.put(client, "before");
      pair.primary.failPuts(Failures::refused);
      for (int call = 0; call < 6; call++) {
        VirtualPair.put(client, "failing");
      }
      pair.time.runPending();
      assertThat(client.status().failback()).startsWith("held down for ");
      assertThat(client.status().failbackPhase()).isEqualTo(FailbackPhase.HOLD_DOWN);
      assertThat(client.status().holdDown()).isEqualTo(Duration.ofSeconds(60));

      pair.time.advance(Duration.ofSeconds(80));
      assertThat(client.status().failback()).isEqualTo("trial, missing WRITE: 5");
      assertThat(client.status().failbackPhase()).isEqualTo(FailbackPhase.TRIAL);

      client.failover().failOver("stay");
      assertThat(client.status().failback()).isEqualTo("by hand only");
      assertThat(client.status().failbackPhase()).isEqualTo(FailbackPhase.BY_HAND);
      assertThat(client.status().toString())
          .doesNotContain("\n")
          .contains("by hand", "sa-vinhedo-1", "switches={FAILURE=1}");
    }
  }

  @Test
  void countsCallsThatEndedInAnException() {
    try (HaStreamClient client = pair.client()) {
      assertThat(client.status().unservedCalls())
          .isEqualTo(Map.of(CallKind.WRITE, 0L, CallKind.READ, 0L));
      pair.primary.failPuts(Failures::refused);
      pair.secondary.failPuts(Failures::refused);
      assertThatExceptionOfType(BmcException.class)
          .isThrownBy(() -> VirtualPair.put(client, "nowhere"));

      assertThat(client.status().unservedCalls())
          .isEqualTo(Map.of(CallKind.WRITE, 1L, CallKind.READ, 0L));
    }
  }

  @Test
  void tellsTheDirectionOfASwitch() {
    try (HaStreamClient client = pair.client()) {
      client.failover().failOver("drill");
      client.failover().failBack("drill over");
      pair.primary.failPuts(Failures::refused);
      for (int call = 0; call < 6; call++) {
        VirtualPair.put(client, "failing");
      }
      pair.time.runPending();

      HaStreamStatus status = client.status();
      assertThat(status.switchesByDirection())
          .isEqualTo(
              Map.of(
                  SwitchDirection.FAILOVER,
                  Map.of(SwitchReason.BY_HAND, 1L, SwitchReason.FAILURE, 1L),
                  SwitchDirection.FAILBACK,
                  Map.of(SwitchReason.BY_HAND, 1L)));
      assertThat(status.switches())
          .isEqualTo(Map.of(SwitchReason.BY_HAND, 2L, SwitchReason.FAILURE, 1L));
    }
  }

  @Test
  void isAlsoAMapForAnyJsonLibrary() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "one");
      client.failover().failOver("drill");

      Map<String, Object> map = client.status().toMap();
      assertThat(map)
          .containsEntry("primaryActive", false)
          .containsEntry("reason", client.status().reason())
          .containsEntry("byHand", true)
          .containsEntry("failbackPhase", "BY_HAND")
          .containsEntry("switches", Map.of("FAILOVER", Map.of("BY_HAND", 1L)))
          .containsEntry("unservedCalls", Map.of("READ", 0L, "WRITE", 0L))
          .doesNotContainKey("pin")
          .doesNotContainKey("stateStoreFailure");
      assertThat(map.get("active"))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsEntry("streamOcid", client.status().active().streamOcid());
      assertThat(map.get("regions"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .first(InstanceOfAssertFactories.MAP)
          .containsEntry("writeBreaker", "CLOSED")
          .containsEntry(
              "writes",
              Map.of("served", 1L, "handedOver", 0L, "failedAttempts", 0L, "retries", 0L));
    }
  }
}
