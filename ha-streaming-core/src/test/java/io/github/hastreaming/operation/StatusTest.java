package io.github.hastreaming.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.failover.CallCounts;
import io.github.hastreaming.failover.FailbackPhase;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.support.CapturedLog;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.VirtualPair;
import java.time.Duration;
import java.util.Map;
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
}
