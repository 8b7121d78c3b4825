package io.github.hastreaming.state;

import static io.github.hastreaming.support.VirtualPair.PRIMARY;
import static io.github.hastreaming.support.VirtualPair.SECONDARY;
import static io.github.hastreaming.support.VirtualPair.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.StateStoreFailed;
import io.github.hastreaming.event.StateStoreRecovered;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.VirtualPair;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A shared store that is down, loses answers or what it held, and what is decided meanwhile. */
class StateStoreOutageTest {

  private static final Duration POLL = Duration.ofSeconds(6);
  private static final StreamTarget ELSEWHERE =
      StreamTarget.of(
          "us-ashburn-1",
          "ocid1.stream.oc1.iad.aaaaelsewhere",
          "https://cell-1.streaming.us-ashburn-1.oci.oraclecloud.com");

  private final VirtualPair pair = new VirtualPair();
  private final FlakyStore store = new FlakyStore();

  private static FailoverState.Builder nextOf(FailoverState state) {
    return state.toBuilder().epoch(state.epoch() + 1).changedBy("app-2/1");
  }

  @Test
  void decidesProvisionallyWhileTheStoreIsDownAndTakesNoEpoch() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      long before = client.status().epoch();
      store.failAll();
      pair.time.advance(POLL);
      pair.failOver(client);
      pair.time.advance(POLL.multipliedBy(5));

      assertThat(client.status().epoch()).isEqualTo(before);
      assertThat(client.status().isProvisional()).isTrue();
      assertThat(client.status().isStateStoreOk()).isFalse();
      assertThat(client.status().stateStoreFailure()).contains("store is down");
      assertThat(pair.events.of(StateStoreFailed.class)).hasSize(1);
      assertThat(pair.events.of(FailoverCompleted.class)).hasSize(1);
    }
  }

  @Test
  void offersItsProvisionalDecisionWhenTheStoreIsBack() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      long before = client.status().epoch();
      store.failAll();
      pair.failOver(client);
      store.heal();
      pair.time.advance(POLL);

      assertThat(store.stored().activeOcid()).isEqualTo(SECONDARY.streamOcid());
      assertThat(store.stored().epoch()).isEqualTo(before + 1).isEqualTo(client.status().epoch());
      assertThat(client.status().isProvisional()).isFalse();
      assertThat(client.status().isStateStoreOk()).isTrue();
      assertThat(pair.events.of(StateStoreRecovered.class)).hasSize(1);
    }
  }

  @Test
  void givesUpItsProvisionalDecisionForWhatTheStoreGotMeanwhile() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      store.failAll();
      pair.failOver(client);
      pair.primary.heal();
      store.put(nextOf(store.stored()).reason("by hand").build());
      store.heal();
      pair.time.advance(POLL);

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(client.status().isProvisional()).isFalse();
      put(client, "home");
      assertThat(pair.primary.stored()).containsExactly("home");
    }
  }

  @Test
  void offersTheStateInForceToAStoreThatLostIt() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      pair.failOver(client);
      store.clear();
      pair.time.advance(POLL);

      assertThat(store.stored().activeOcid()).isEqualTo(SECONDARY.streamOcid());
      assertThat(client.status().isPrimaryActive()).isFalse();
    }
  }

  @Test
  void keepsAStreamThatItUsedProvisionallySinceMessagesMayBeInIt() {
    store.put(
        FailoverState.builder(PRIMARY.streamOcid(), 1, "lineage-1")
            .targets(List.of(PRIMARY))
            .since(pair.time.now())
            .build());
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      assertThat(store.stored().targets()).containsExactly(PRIMARY, SECONDARY);
      store.failAll();
      pair.failOver(client);
      store.put(
          nextOf(store.stored())
              .targets(List.of(PRIMARY, ELSEWHERE))
              .activeOcid(ELSEWHERE.streamOcid())
              .since(pair.time.now())
              .build());
      store.heal();
      pair.time.advance(POLL);

      assertThat(client.status().active()).isEqualTo(ELSEWHERE);
      assertThat(store.stored().targets()).containsExactly(PRIMARY, ELSEWHERE, SECONDARY);
      assertThat(store.stored().replacedAt()).containsOnlyKeys(SECONDARY.streamOcid());
    }
  }

  @Test
  void recognisesItsOwnChangeWhoseAnswerWasLost() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      store.loseAnswers();
      pair.failOver(client);
      long epoch = store.stored().epoch();
      assertThat(client.status().isProvisional()).isTrue();
      store.heal();
      pair.time.advance(POLL);

      assertThat(store.stored().epoch()).isEqualTo(epoch).isEqualTo(client.status().epoch());
      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(client.status().isProvisional()).isFalse();
      client.failover().failBack("over");
      pair.time.runPending();
      assertThat(store.stored().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void keepsItsDecisionWhereAnotherEditedTheStoreWithoutANewEpoch() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      store.failWrites();
      pair.failOver(client);
      FailoverState edited =
          store.stored().toBuilder().otherFields(Map.of("owner", "team b")).build();
      store.clear();
      store.put(edited);
      store.heal();
      pair.time.advance(POLL);

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(store.stored().activeOcid()).isEqualTo(SECONDARY.streamOcid());
      assertThat(store.stored().otherFields()).containsEntry("owner", "team b");
    }
  }

  @Test
  void worksOnWhereTheStoreCanBeReadButNotWritten() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      store.failWrites();
      pair.failOver(client);
      pair.time.advance(POLL.multipliedBy(5));

      assertThat(client.status().stateStoreFailure()).contains("disk is full");
      assertThat(pair.events.of(StateStoreFailed.class)).hasSize(1);
      assertThat(pair.events.of(StateStoreRecovered.class)).isEmpty();
    }
  }
}
