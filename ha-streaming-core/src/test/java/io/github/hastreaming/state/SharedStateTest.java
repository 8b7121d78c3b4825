package io.github.hastreaming.state;

import static io.github.hastreaming.support.VirtualPair.PRIMARY;
import static io.github.hastreaming.support.VirtualPair.SECONDARY;
import static io.github.hastreaming.support.VirtualPair.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.event.StateAdopted;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.VirtualPair;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedStateTest {

  private static final Duration POLL = Duration.ofSeconds(6);

  private final VirtualPair pair = new VirtualPair();
  private final FlakyStore store = new FlakyStore();

  /** Without a resolver's help: what it knows, it knows from the store. */
  private HaStreamClientBuilder withoutResolver() {
    return pair.sharing(store).secondaryResolver(SecondaryResolver.fixed());
  }

  private static FailoverState.Builder switchedByAnother(long epoch) {
    return FailoverState.builder(PRIMARY.streamOcid(), epoch, "lineage-1")
        .targets(List.of(PRIMARY, SECONDARY))
        .activeOcid(SECONDARY.streamOcid())
        .failedKinds(Set.of(CallKind.WRITE))
        .since(Instant.parse("2026-11-21T10:00:00Z"))
        .reason("another saw it fail")
        .changedBy("app-2/1");
  }

  private static FailoverState.Builder onPrimary(long epoch) {
    return FailoverState.builder(PRIMARY.streamOcid(), epoch, "lineage-1")
        .targets(List.of(PRIMARY, SECONDARY))
        .since(Instant.parse("2026-11-21T09:00:00Z"))
        .reason("came back")
        .changedBy("app-2/1");
  }

  private static FailoverState.Builder nextOf(FailoverState state) {
    return state.toBuilder().epoch(state.epoch() + 1).changedBy("app-2/1");
  }

  @Test
  void startsInTheSecondaryThatIsStoredWithoutTouchingThePrimary() {
    store.put(switchedByAnother(4).build());
    try (HaStreamClient client = withoutResolver().build(Pair.credentials())) {
      put(client, "a");

      assertThat(pair.secondary.stored()).containsExactly("a");
      assertThat(pair.primary.putRequests()).isEmpty();
      assertThat(pair.primary.reads() + pair.primary.probes()).isZero();
      assertThat(client.status().epoch()).isEqualTo(4);
      assertThat(client.status().reason()).isEqualTo("another saw it fail");
    }
  }

  @Test
  void adoptsASwitchOfAnotherProcessAndTellsOnce() {
    try (HaStreamClient client = pair.start(withoutResolver())) {
      store.put(switchedByAnother(1).build());

      pair.time.advance(POLL);
      pair.time.advance(POLL);
      put(client, "a");

      assertThat(pair.secondary.stored()).containsExactly("a");
      assertThat(pair.events.of(StateAdopted.class)).hasSize(1);
      StateAdopted adopted = pair.events.await(StateAdopted.class);
      assertThat(adopted.from()).isEqualTo(PRIMARY);
      assertThat(adopted.to()).isEqualTo(SECONDARY);
      assertThat(adopted.changedBy()).isEqualTo("app-2/1");
      assertThat(client.status().switches()).isEqualTo(Map.of(SwitchReason.ADOPTED, 1L));
    }
  }

  @Test
  void adoptsASwitchBackAndForgetsThePrimarysFailures() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      pair.failOver(client);
      pair.primary.heal();
      store.put(onPrimary(store.stored().epoch() + 1).build());

      pair.time.advance(POLL);
      put(client, "home");

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(pair.primary.stored()).containsExactly("home");
      assertThat(client.status().regions().get(0).writeBreaker()).isEqualTo("CLOSED");
    }
  }

  @Test
  void learnsASecondaryThatAnotherProcessFound() {
    try (HaStreamClient client = pair.start(withoutResolver())) {
      store.put(onPrimary(1).build());

      pair.time.advance(POLL);

      assertThat(client.status().secondary()).contains(SECONDARY);
      assertThat(pair.secondary.openClients()).isPositive();
    }
  }

  @Test
  void storesItsOwnSwitch() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      long before = store.stored().epoch();
      pair.failOver(client);

      assertThat(store.stored().activeOcid()).isEqualTo(SECONDARY.streamOcid());
      assertThat(store.stored().epoch()).isEqualTo(before + 1).isEqualTo(client.status().epoch());
      assertThat(store.stored().failedKinds()).containsExactly(CallKind.WRITE);
      assertThat(client.status().isProvisional()).isFalse();
    }
  }

  @Test
  void theStoresStateWinsAlsoWithALowerEpochOfAnotherLineage() {
    store.put(onPrimary(9).build());
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      pair.failOver(client);
      store.clear();
      store.put(
          FailoverState.builder(PRIMARY.streamOcid(), 2, "restored")
              .targets(List.of(PRIMARY))
              .since(Instant.parse("2026-11-20T00:00:00Z"))
              .build());
      pair.time.advance(POLL);

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(store.stored().lineage()).isEqualTo("restored");
      assertThat(client.status().secondary()).contains(SECONDARY);
    }
  }

  @Test
  void switchesOnTopOfWhatAnotherMerelyLearnedAtTheSameMoment() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      FailoverState learned =
          nextOf(store.stored())
              .primaryDescription(Optional.of(new StreamDescription("events", 3, 24)))
              .build();
      store.beforeNextWrite(() -> store.put(learned));
      pair.failOver(client);

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(store.stored().activeOcid()).isEqualTo(SECONDARY.streamOcid());
      assertThat(store.stored().primaryDescription()).isEqualTo(learned.primaryDescription());
      assertThat(store.stored().epoch()).isEqualTo(learned.epoch() + 1);
    }
  }

  @Test
  void ofTwoSwitchesAtOnceTheStoresWins() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      FailoverState another =
          nextOf(store.stored())
              .targets(List.of(PRIMARY, SECONDARY))
              .activeOcid(SECONDARY.streamOcid())
              .reason("another was faster")
              .since(Instant.parse("2026-11-21T10:00:00Z"))
              .build();
      store.beforeNextWrite(() -> store.put(another));
      pair.failOver(client);

      assertThat(client.status().reason()).isEqualTo("another was faster");
      assertThat(store.stored()).isEqualTo(another);
    }
  }

  @Test
  void refusesAStateWhoseEndpointIsNotTrustedAndLeavesItAlone() {
    FailoverState planted =
        switchedByAnother(3)
            .targets(
                List.of(
                    PRIMARY,
                    StreamTarget.of(
                        "sa-vinhedo-1", SECONDARY.streamOcid(), "https://evil.example.org")))
            .build();
    store.put(planted);
    try (HaStreamClient client = pair.start(withoutResolver())) {
      put(client, "a");

      assertThat(pair.primary.stored()).containsExactly("a");
      assertThat(client.status().stateStoreFailure().orElseThrow())
          .contains("evil.example.org")
          .contains("allowedEndpointHosts");
      assertThat(store.stored()).isEqualTo(planted);
    }
  }

  @Test
  void takesATargetThatItsOwnResolverNamedWhateverTheEndpoint() {
    try (HaStreamClient client = pair.start(pair.builder().stateStore(store))) {
      store.put(
          nextOf(store.stored()).activeOcid(SECONDARY.streamOcid()).since(pair.time.now()).build());
      pair.time.advance(POLL);

      assertThat(client.status().isPrimaryActive()).isFalse();
    }
  }

  @Test
  void storesItsLastChangeBeforeItCloses() {
    HaStreamClient client = pair.start(pair.sharing(store));
    pair.primary.failPuts(Failures::refused);
    for (int i = 0; i < 5; i++) {
      put(client, "during outage " + i);
    }
    client.close();

    assertThat(store.stored().activeOcid()).isEqualTo(client.status().active().streamOcid());
  }

  @Test
  void storesACommandThatIsGivenJustBeforeItCloses() {
    HaStreamClient client = pair.start(pair.sharing(store));
    client.failover().failOver("drill");
    client.close();

    assertThat(store.stored().activeOcid()).isEqualTo(SECONDARY.streamOcid());
    assertThat(store.stored().isByHand()).isTrue();
  }

  @Test
  void aStoreOfItsOwnIsNotPolled() {
    try (HaStreamClient client = pair.start(pair.builder())) {
      pair.failOver(client);

      assertThat(client.status().epoch()).isEqualTo(2);
      assertThat(client.status().isStateStoreOk()).isTrue();
    }
  }

  @Test
  void asksTheStoreAtTheIntervalOfTheStoreOrTheBuilder() {
    try (HaStreamClient client =
        pair.start(pair.sharing(store).statePollInterval(Duration.ofSeconds(1)))) {
      int before = store.loads();
      pair.time.advance(Duration.ofSeconds(12));

      assertThat(store.loads() - before).isBetween(10, 15);
      assertThat(client.status().isStateStoreOk()).isTrue();
    }
  }
}
