package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.VirtualPair;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which number a change has: its own, and the store's where there is one. */
class EpochTest {

  private static final Duration POLL = Duration.ofSeconds(6);

  private final VirtualPair pair = new VirtualPair();
  private final FlakyStore store = new FlakyStore();

  private HaStreamClient client() {
    return pair.start(pair.builder().stateStore(store).allowedEndpointHosts("two"));
  }

  @Test
  void switchesThatTheStoreHasYetToHearOfHaveNumbersOfTheirOwn() {
    try (HaStreamClient client = client()) {
      long before = store.stored().epoch();
      client.failover().failOver("drill"); // The store is told in the background: not yet.
      client.failover().failBack("drill over");
      client.failover().failOver("another drill");
      pair.time.runPending();

      assertThat(pair.events.of(FailoverCompleted.class))
          .extracting(FailoverCompleted::epoch)
          .containsExactly(before + 1, before + 3);
      assertThat(pair.events.of(FailbackCompleted.class))
          .extracting(FailbackCompleted::epoch)
          .containsExactly(before + 2);
      assertThat(store.stored().epoch()).isEqualTo(before + 3).isEqualTo(client.status().epoch());
    }
  }

  @Test
  void aSwitchThatTheStoreDoesNotTakeKeepsItsNumber() {
    try (HaStreamClient client = client()) {
      long before = store.stored().epoch();
      store.failAll();
      pair.failOver(client);
      assertThat(client.status().isProvisional()).isTrue();
      assertThat(client.status().epoch()).isEqualTo(before + 1);

      store.heal();
      pair.time.advance(POLL);

      assertThat(store.stored().epoch()).isEqualTo(before + 1).isEqualTo(client.status().epoch());
      assertThat(pair.events.of(FailoverCompleted.class))
          .extracting(FailoverCompleted::epoch)
          .containsExactly(before + 1);
    }
  }

  @Test
  void switchesMadeWithoutTheStoreShareANumberUntilItIsBack() {
    try (HaStreamClient client = client()) {
      long before = store.stored().epoch();
      store.failAll();
      pair.time.advance(POLL);
      client.failover().failOver("drill");
      client.failover().failBack("drill over");
      assertThat(client.status().epoch()).isEqualTo(before);

      store.heal();
      pair.time.advance(POLL);

      assertThat(store.stored().epoch()).isEqualTo(before + 1).isEqualTo(client.status().epoch());
    }
  }

  @Test
  void aSwitchMadeWhileTheLastOneIsWrittenIsStoredAfterIt() {
    try (HaStreamClient client = client()) {
      long before = store.stored().epoch();
      store.beforeNextWrite(() -> client.failover().failBack("while it is written"));
      client.failover().failOver("drill");
      pair.time.runPending();

      assertThat(pair.events.of(FailoverCompleted.class))
          .extracting(FailoverCompleted::epoch)
          .containsExactly(before + 1);
      assertThat(pair.events.of(FailbackCompleted.class))
          .extracting(FailbackCompleted::epoch)
          .containsExactly(before + 2);
      assertThat(store.stored().epoch()).isEqualTo(before + 2);
      assertThat(store.stored().isPrimaryActive()).isTrue();
    }
  }
}
