package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.VirtualPair;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A decision that somebody else was faster than leaves no trace. */
class LostDecisionTest {

  private final VirtualPair pair = new VirtualPair();

  @Test
  void aFailoverThatAPinWasFasterThanLeavesTheSecondarysBreakerOpen() {
    try (HaStreamClient client = pair.client()) {
      openBothWriteBreakers(client);
      AtomicBoolean pinned = new AtomicBoolean();
      pair.secondary.onProbe(
          () -> {
            if (pinned.compareAndSet(false, true)) {
              client.failover().pin(VirtualPair.PRIMARY, Duration.ofHours(1));
            }
          });
      pair.secondary.failProbes(null);
      pair.time.advance(Duration.ofSeconds(2)); // The next attempt probes the secondary.

      assertThat(pinned).isTrue();
      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(secondary(client).writeBreaker()).isEqualTo("OPEN");
      assertThat(client.status().switches()).isEmpty();
      assertThat(pair.events.of(FailoverCompleted.class)).isEmpty();
    }
  }

  @Test
  void aCommandThatIsRefusedLeavesTheSecondarysBreakerOpen() {
    try (HaStreamClient client = pair.client()) {
      openBothWriteBreakers(client);
      pair.secondary.failProbes(null);
      pair.secondary.onProbe(() -> client.failover().pin(VirtualPair.PRIMARY, Duration.ofHours(1)));

      assertThatThrownBy(() -> client.failover().failOver("drill"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("unpin first");

      assertThat(secondary(client).writeBreaker()).isEqualTo("OPEN");
      assertThat(client.status().switches()).isEmpty();
    }
  }

  private void openBothWriteBreakers(HaStreamClient client) {
    VirtualPair.put(client, "before");
    pair.secondary.failPuts(Failures::reset).failProbes(Failures::reset);
    pair.primary.failPuts(Failures::refused).failProbes(Failures::refused);
    for (int call = 0; call < 4; call++) {
      assertThatThrownBy(() -> VirtualPair.put(client, "nobody's"))
          .isInstanceOf(AllRegionsUnavailableException.class);
    }
    assertThat(secondary(client).writeBreaker()).isEqualTo("OPEN");
  }

  private static RegionStatus secondary(HaStreamClient client) {
    return client.status().regions().get(1);
  }
}
