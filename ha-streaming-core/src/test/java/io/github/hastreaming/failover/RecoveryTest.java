package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.VirtualPair;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How an open breaker closes again, in virtual time. */
class RecoveryTest {

  private static final Duration OPEN_TIME = Duration.ofSeconds(10);

  private final VirtualPair pair = new VirtualPair();

  private void openWriteBreakerWithoutASwitch(HaStreamClient client) {
    pair.secondary.failProbes(Failures::refused);
    pair.primary.failPuts(Failures::reset);
    VirtualPair.put(client, "a");
    VirtualPair.put(client, "b");
    assertThat(writeBreaker(client)).isEqualTo("OPEN");
    assertThat(client.status().isPrimaryActive()).isTrue();
  }

  private static String writeBreaker(HaStreamClient client) {
    return client.status().regions().get(0).writeBreaker();
  }

  private static String readBreaker(HaStreamClient client) {
    return client.status().regions().get(0).readBreaker();
  }

  @Test
  void aWriteBreakerKeepsCallsAwayForItsOpenTime() {
    try (HaStreamClient client = pair.client()) {
      openWriteBreakerWithoutASwitch(client);
      int attempts = pair.primary.puts().size();
      pair.primary.heal();

      pair.time.advance(OPEN_TIME.minusMillis(500));
      VirtualPair.put(client, "c");

      assertThat(pair.primary.puts()).hasSize(attempts);
      assertThat(pair.secondary.stored()).contains("c");
    }
  }

  @Test
  void aWriteBreakerIsClosedByOneRealCall() {
    try (HaStreamClient client = pair.client()) {
      openWriteBreakerWithoutASwitch(client);
      pair.primary.heal();

      pair.time.advance(OPEN_TIME);
      VirtualPair.put(client, "c");

      assertThat(pair.primary.stored()).containsExactly("c");
      assertThat(writeBreaker(client)).isEqualTo("CLOSED");
    }
  }

  @Test
  void aWriteThatFailsAsATrialIsServedByTheOtherRegionAndBeginsTheOpenTimeAgain() {
    try (HaStreamClient client = pair.client()) {
      openWriteBreakerWithoutASwitch(client);
      int attempts = pair.primary.puts().size();
      pair.time.advance(OPEN_TIME);

      VirtualPair.put(client, "trial");
      VirtualPair.put(client, "kept away");

      assertThat(pair.primary.puts()).hasSize(attempts + 1);
      assertThat(pair.secondary.stored()).contains("trial", "kept away");
      pair.time.advance(OPEN_TIME.minusSeconds(1));
      VirtualPair.put(client, "kept away too");
      assertThat(pair.primary.puts()).hasSize(attempts + 1);
      pair.time.advance(Duration.ofSeconds(1));
      VirtualPair.put(client, "next trial");
      assertThat(pair.primary.puts()).hasSize(attempts + 2);
    }
  }

  @Test
  void aTrialThatEndsInTheCallersMistakeIsGivenToTheNextCall() {
    try (HaStreamClient client = pair.client()) {
      openWriteBreakerWithoutASwitch(client);
      pair.time.advance(OPEN_TIME);
      pair.primary.failPuts(() -> Failures.status(400));
      assertThatThrownBy(() -> VirtualPair.put(client, "mistake")).isInstanceOf(BmcException.class);
      pair.primary.heal();

      VirtualPair.put(client, "c");

      assertThat(pair.primary.stored()).containsExactly("c");
    }
  }

  @Test
  void aReadBreakerIsClosedByAProbeWithoutAnyCall() {
    try (HaStreamClient client = pair.client()) {
      pair.secondary.failProbes(Failures::refused);
      pair.primary.failReads(Failures::reset).failProbes(Failures::reset);
      VirtualPair.read(client);
      VirtualPair.read(client);
      assertThat(readBreaker(client)).isEqualTo("OPEN");
      pair.time.advance(OPEN_TIME.plusSeconds(1));
      assertThat(readBreaker(client)).isEqualTo("OPEN");
      int reads = pair.primary.reads();

      pair.primary.heal();
      pair.time.advance(OPEN_TIME);

      assertThat(readBreaker(client)).isEqualTo("CLOSED");
      assertThat(pair.primary.reads()).isEqualTo(reads);
    }
  }

  @Test
  void whereItsProbeIsThrottledARealReadTellsWhetherTheRegionIsBack() {
    try (HaStreamClient client = pair.client()) {
      pair.secondary.failProbes(Failures::refused);
      pair.primary.failReads(Failures::reset).failProbes(() -> Failures.status(429));
      VirtualPair.read(client);
      VirtualPair.read(client);
      pair.time.advance(OPEN_TIME);
      assertThat(readBreaker(client)).isEqualTo("OPEN");
      int reads = pair.primary.reads();

      VirtualPair.read(client); // Let through, and failed.
      assertThat(pair.primary.reads()).isEqualTo(reads + 1);
      VirtualPair.read(client);
      assertThat(pair.primary.reads()).isEqualTo(reads + 1);
      pair.time.advance(OPEN_TIME);
      pair.primary.failReads(null);
      VirtualPair.read(client);

      assertThat(readBreaker(client)).isEqualTo("CLOSED");
    }
  }

  @Test
  void aProbeNeverClosesAWriteBreaker() {
    try (HaStreamClient client = pair.client()) {
      openWriteBreakerWithoutASwitch(client);

      pair.time.advance(OPEN_TIME.multipliedBy(5));

      assertThat(writeBreaker(client)).isEqualTo("OPEN");
    }
  }

  @Test
  void thereIsOneProbeAnOpenTimeHoweverOftenTheBreakerOpened() {
    try (HaStreamClient client = pair.client()) {
      pair.secondary.failProbes(Failures::refused).failReads(Failures::refused);
      for (int opening = 0; opening < 5; opening++) {
        pair.primary.failReads(Failures::reset).failProbes(Failures::reset);
        for (int call = 0; call < 4; call++) {
          assertThatThrownBy(() -> VirtualPair.read(client))
              .isInstanceOf(AllRegionsUnavailableException.class);
        }
        pair.primary.heal();
        VirtualPair.read(client); // The last region always admits, and its answer closes.
        assertThat(readBreaker(client)).isEqualTo("CLOSED");
      }
      pair.primary.failReads(Failures::reset).failProbes(Failures::reset);
      for (int call = 0; call < 4; call++) {
        assertThatThrownBy(() -> VirtualPair.read(client))
            .isInstanceOf(AllRegionsUnavailableException.class);
      }
      int probes = pair.primary.probes();

      pair.time.advance(OPEN_TIME.multipliedBy(6));

      assertThat(pair.primary.probes() - probes).isBetween(5, 6);
    }
  }

  @Test
  void afterBothWereDownBothServeAgain() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.failPuts(Failures::refused).failProbes(Failures::refused);
      pair.secondary.failPuts(Failures::refused).failProbes(Failures::refused);
      for (int call = 0; call < 5; call++) {
        assertThatThrownBy(() -> VirtualPair.put(client, "lost"))
            .isInstanceOf(AllRegionsUnavailableException.class);
      }

      pair.secondary.heal();
      VirtualPair.put(client, "a");
      assertThat(pair.secondary.stored()).containsExactly("a");
      pair.primary.heal();
      pair.secondary.failPuts(Failures::refused);
      pair.time.advance(OPEN_TIME);
      VirtualPair.put(client, "b");

      assertThat(pair.primary.stored()).containsExactly("b");
    }
  }
}
