package io.github.hastreaming.failover;

import static io.github.hastreaming.support.VirtualPair.PRIMARY;
import static io.github.hastreaming.support.VirtualPair.SECONDARY;
import static io.github.hastreaming.support.VirtualPair.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverStarted;
import io.github.hastreaming.event.StateAdopted;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.VirtualPair;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A process that follows the fleet's decision and makes none. */
class FollowerTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofSeconds(6);

  private final VirtualPair pair = new VirtualPair();
  private final FlakyStore store = new FlakyStore();

  private HaStreamClientBuilder builder() {
    return pair.builder().stateStore(store).allowedEndpointHosts("two").initiatesFailover(false);
  }

  private void primaryFails(HaStreamClient client) {
    pair.primary.failPuts(Failures::refused);
    for (int i = 0; i < 20; i++) {
      put(client, "during outage " + i);
    }
    pair.time.advance(POLL);
  }

  private void anotherSwitches(StreamTarget to) {
    store.anotherStores(
        state ->
            state
                .targets(List.of(PRIMARY, SECONDARY))
                .activeOcid(to.streamOcid())
                .since(pair.time.now())
                .holdDownSince(pair.time.now())
                .reason("another decided")
                .changedBy("app-2/1"));
    pair.time.advance(POLL);
  }

  @Test
  void handsItsOwnCallsOverAndSwitchesNothing() {
    try (HaStreamClient client = pair.start(builder())) {
      long epoch = store.stored().epoch();
      primaryFails(client);
      pair.time.advance(LONG);

      assertThat(pair.secondary.stored()).hasSize(20);
      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(store.stored().epoch()).isEqualTo(epoch);
      assertThat(pair.events.of(FailoverStarted.class)).isEmpty();
      assertThat(pair.events.of(FailoverCompleted.class)).isEmpty();
    }
  }

  @Test
  void followsWhatAnotherDecidesThereAndBack() {
    try (HaStreamClient client = pair.start(builder())) {
      anotherSwitches(SECONDARY);
      put(client, "there");
      assertThat(pair.secondary.stored()).containsExactly("there");
      assertThat(pair.primary.stored()).isEmpty();

      anotherSwitches(PRIMARY);
      put(client, "home");
      assertThat(pair.primary.stored()).containsExactly("home");
      assertThat(pair.events.of(StateAdopted.class)).hasSize(2);
    }
  }

  @Test
  void neverComesBackByItselfHoweverHealthyThePrimary() {
    try (HaStreamClient client = pair.start(builder())) {
      anotherSwitches(SECONDARY);
      long epoch = store.stored().epoch();
      int probes = pair.primary.probes();
      for (int minute = 0; minute < 10; minute++) {
        pair.time.advance(Duration.ofMinutes(1));
        put(client, "m" + minute);
      }

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(client.status().failback()).contains("follows the state store");
      assertThat(client.status().failbackPhase()).isEqualTo(FailbackPhase.OTHERS);
      assertThat(store.stored().epoch()).isEqualTo(epoch);
      assertThat(pair.primary.stored()).isEmpty();
      assertThat(pair.primary.probes()).isEqualTo(probes);
    }
  }

  @Test
  void decidesNothingWhileTheStoreIsAway() {
    try (HaStreamClient client = pair.start(builder())) {
      FailoverState before = store.stored();
      store.failAll();
      pair.time.advance(POLL);
      primaryFails(client);
      store.heal();
      pair.time.advance(LONG);

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(client.status().isProvisional()).isFalse();
      assertThat(store.stored()).isEqualTo(before);
    }
  }

  @Test
  void switchesWhenItIsToldToByHand() {
    try (HaStreamClient client = pair.start(builder())) {
      client.failover().failOver("drill");
      pair.time.advance(POLL);

      assertThat(store.stored().activeOcid()).isEqualTo(SECONDARY.streamOcid());
    }
  }

  @Test
  void provisionsNothing() {
    Provisions resolver = new Provisions(true);
    try (HaStreamClient client = pair.start(builder().secondaryResolver(resolver))) {
      pair.primary.failPuts(Failures::refused);
      assertThatThrownBy(() -> put(client, "a")).hasMessageContaining("sa-saopaulo-1");
      pair.time.advance(LONG);

      assertThat(resolver.provisioned).isZero();
      assertThat(client.status().secondary()).isEmpty();
    }
  }

  /** Would make a secondary at the first occasion. */
  private static final class Provisions implements SecondaryResolver {

    private final boolean ahead;
    private int provisioned;

    Provisions(boolean ahead) {
      this.ahead = ahead;
    }

    @Override
    public List<StreamTarget> find(ResolverContext context) {
      return List.of();
    }

    @Override
    public Optional<StreamTarget> provision(ResolverContext context) {
      provisioned++;
      return Optional.of(SECONDARY);
    }

    @Override
    public boolean provisionsAhead() {
      return ahead;
    }
  }

  @Test
  void theSameResolverProvisionsForAProcessThatInitiates() {
    Provisions resolver = new Provisions(false); // Ahead would need a second thread.
    try (HaStreamClient client =
        pair.start(builder().secondaryResolver(resolver).initiatesFailover(true))) {
      pair.primary.failPuts(Failures::refused);
      put(client, "a");

      assertThat(resolver.provisioned).isOne();
      assertThat(client.status().secondary()).contains(SECONDARY);
    }
  }

  @Test
  void needsAStoreToFollow() {
    assertThatThrownBy(() -> pair.builder().initiatesFailover(false).build(Pair.credentials()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stateStore")
        .hasMessageContaining("initiatesFailover(false)");
  }
}
