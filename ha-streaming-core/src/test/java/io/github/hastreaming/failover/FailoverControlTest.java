package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.PinEnded;
import io.github.hastreaming.event.Pinned;
import io.github.hastreaming.event.StateAdopted;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.VirtualPair;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What operators decide, in virtual time. */
class FailoverControlTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualPair pair = new VirtualPair();

  @Test
  void aFailoverByHandStaysUntilTheFailbackByHand() {
    try (HaStreamClient client = pair.client()) {
      client.failover().failOver("drill");
      VirtualPair.put(client, "there");
      for (int hour = 0; hour < 24; hour++) {
        VirtualPair.put(client, "still there");
        pair.time.advance(HOUR);
      }
      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(pair.primary.stored()).isEmpty();

      client.failover().failBack("drill over");
      VirtualPair.put(client, "home");
      pair.time.runPending();

      assertThat(pair.primary.stored()).containsExactly("home");
      assertThat(pair.events.of(FailoverCompleted.class))
          .singleElement()
          .satisfies(event -> assertThat(event.reason()).isEqualTo("drill"));
      assertThat(pair.events.of(FailbackCompleted.class))
          .singleElement()
          .satisfies(event -> assertThat(event.away()).isEqualTo(Duration.ofHours(24)));
    }
  }

  @Test
  void aFailoverByHandMakesAnAutomaticOneStay() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      pair.failOver(client);
      client.failover().failOver("stay until the post-mortem");
      pair.primary.heal();
      pair.time.advance(HOUR);

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(pair.events.of(FailoverCompleted.class)).hasSize(1);
    }
  }

  @Test
  void thereIsNoFailoverWithoutASecondary() {
    SecondaryResolver none = context -> List.of();
    try (HaStreamClient client = pair.start(pair.builder().secondaryResolver(none))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> client.failover().failOver("drill"))
          .withMessageContaining("no secondary")
          .withMessageContaining("found none");
      assertThat(client.status().epoch()).isZero();
    }
  }

  @Test
  void thereIsNoFailoverToASecondaryThatDoesNotAnswer() {
    try (HaStreamClient client = pair.client()) {
      pair.secondary.failProbes(() -> Failures.status(503));
      long epoch = client.status().epoch();

      assertThatIllegalStateException()
          .isThrownBy(() -> client.failover().failOver("drill"))
          .withMessageContaining("503");
      assertThatIllegalStateException()
          .isThrownBy(() -> client.failover().pin(VirtualPair.SECONDARY, HOUR))
          .withMessageContaining("503");
      assertThat(client.status().epoch()).isEqualTo(epoch);
      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void aPinToThePrimaryKeepsItActiveThoughItFailsAndEndsByItself() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      client.failover().pin(VirtualPair.PRIMARY, HOUR);
      pair.primary.failPuts(Failures::refused);
      for (int call = 0; call < 20; call++) {
        VirtualPair.put(client, "handed-over-" + call);
      }
      pair.time.advance(HOUR.minusSeconds(5));
      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(pair.secondary.stored()).contains("handed-over-0", "handed-over-19");
      assertThat(pair.events.of(Pinned.class)).hasSize(1);

      pair.time.advance(Duration.ofSeconds(6));

      assertThat(pair.events.of(PinEnded.class))
          .singleElement()
          .satisfies(event -> assertThat(event.expired()).isTrue());
      assertThat(client.status().isPrimaryActive()).as("its breaker is open").isFalse();
    }
  }

  @Test
  void aPinToAHealthyPrimaryEndsWithoutASwitch() {
    try (HaStreamClient client = pair.client()) {
      client.failover().pin(VirtualPair.PRIMARY, HOUR);
      VirtualPair.put(client, "served");
      pair.time.advance(HOUR.plusSeconds(1));

      assertThat(pair.events.of(PinEnded.class)).hasSize(1);
      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(pair.events.failoversCompleted()).isEmpty();
    }
  }

  @Test
  void aPinToTheSecondaryKeepsItActiveAndTheClientComesBackAfterIt() {
    try (HaStreamClient client = pair.client()) {
      client.failover().pin(VirtualPair.SECONDARY, HOUR);
      pair.time.advance(HOUR.minusSeconds(1));
      VirtualPair.put(client, "there");
      assertThat(pair.secondary.stored()).containsExactly("there");
      assertThat(client.status().isPrimaryActive()).isFalse();

      pair.time.advance(Duration.ofSeconds(30)); // Nothing had failed: probes are enough.

      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void aShortPinToTheSecondaryDoesNotShortenTheHoldDown() {
    try (HaStreamClient client = pair.client()) {
      client.failover().pin(VirtualPair.SECONDARY, Duration.ofSeconds(10));
      pair.time.advance(Duration.ofSeconds(50));
      assertThat(client.status().pin()).isEmpty();
      assertThat(client.status().isPrimaryActive()).isFalse();

      pair.time.advance(Duration.ofSeconds(60));

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(client.status().switches())
          .isEqualTo(Map.of(SwitchReason.PIN, 1L, SwitchReason.RECOVERY, 1L));
    }
  }

  @Test
  void aClientThatIsPinnedToTheSecondaryCanBeToldToStayThere() {
    try (HaStreamClient client = pair.client()) {
      client.failover().pin(VirtualPair.SECONDARY, HOUR);
      client.failover().failOver("stay");
      pair.time.advance(HOUR.multipliedBy(2));

      assertThat(client.status().isByHand()).isTrue();
      assertThat(client.status().isPrimaryActive()).isFalse();
    }
  }

  @Test
  void whatIsSwitchedToByHandBeginsWithClosedBreakers() {
    try (HaStreamClient client = pair.client()) {
      client.failover().pin(VirtualPair.PRIMARY, HOUR);
      pair.primary.failPuts(Failures::refused);
      pair.secondary.failPuts(Failures::refused);
      for (int call = 0; call < 4; call++) {
        assertThatThrownBy(() -> VirtualPair.put(client, "nobody's"))
            .isInstanceOf(AllRegionsUnavailableException.class);
      }
      assertThat(client.status().regions())
          .allSatisfy(region -> assertThat(region.writeBreaker()).isEqualTo("OPEN"));
      client.failover().unpin();

      client.failover().failOver("drill");
      assertThat(breakerOf(client, VirtualPair.SECONDARY)).isEqualTo("CLOSED");

      client.failover().failBack("drill over");
      assertThat(breakerOf(client, VirtualPair.PRIMARY)).isEqualTo("CLOSED");
      assertThat(client.status().switches()).isEqualTo(Map.of(SwitchReason.BY_HAND, 2L));
    }
  }

  private static String breakerOf(HaStreamClient client, StreamTarget target) {
    return client.status().regions().stream()
        .filter(region -> region.target().equals(target))
        .map(RegionStatus::writeBreaker)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void unpinEndsThePin() {
    try (HaStreamClient client = pair.client()) {
      client.failover().unpin();
      client.failover().pin(VirtualPair.PRIMARY, HOUR);
      client.failover().unpin();
      VirtualPair.put(client, "before");
      pair.failOver(client);

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(pair.events.of(PinEnded.class))
          .singleElement()
          .satisfies(event -> assertThat(event.expired()).isFalse());
    }
  }

  @Test
  void aPinForbidsSwitchesByHand() {
    try (HaStreamClient client = pair.client()) {
      client.failover().pin(VirtualPair.PRIMARY, HOUR);
      assertThatIllegalStateException()
          .isThrownBy(() -> client.failover().failOver("drill"))
          .withMessageContaining("unpin");

      client.failover().pin(VirtualPair.SECONDARY, HOUR);
      assertThatIllegalStateException()
          .isThrownBy(() -> client.failover().failBack("drill"))
          .withMessageContaining("unpin");
    }
  }

  @Test
  void argumentsAreChecked() {
    try (HaStreamClient client = pair.client()) {
      StreamTarget unknown =
          StreamTarget.of("us-ashburn-1", "ocid1.stream.oc1.iad.unknown", "https://x");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> client.failover().pin(unknown, HOUR))
          .withMessageContaining("unknown");
      for (Duration wrong :
          List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(7).plusNanos(1))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> client.failover().pin(VirtualPair.PRIMARY, wrong))
            .withMessageContaining("duration");
      }
      assertThatIllegalArgumentException().isThrownBy(() -> client.failover().failOver(" "));
      assertThatIllegalArgumentException().isThrownBy(() -> client.failover().failBack(""));
    }
  }

  @Test
  void nothingIsDecidedAfterTheClose() {
    HaStreamClient client = pair.client();
    client.close();

    assertThatIllegalStateException().isThrownBy(() -> client.failover().failOver("drill"));
    assertThatIllegalStateException().isThrownBy(() -> client.failover().unpin());
  }

  @Test
  void processesThatShareTheStoreFollow() {
    FailoverStateStore store = FailoverStateStore.inMemory();
    try (HaStreamClient one = pair.start(shared(store));
        HaStreamClient two = pair.start(shared(store))) {
      one.failover().failOver("drill");
      pair.time.advance(Duration.ofSeconds(2));
      assertThat(two.status().isPrimaryActive()).isFalse();
      assertThat(pair.events.of(StateAdopted.class)).isNotEmpty();
      pair.time.advance(HOUR);
      assertThat(two.status().isPrimaryActive()).as("by hand for both").isFalse();

      two.failover().failBack("drill over");
      two.failover().pin(VirtualPair.PRIMARY, HOUR);
      pair.time.advance(Duration.ofSeconds(2));
      assertThat(one.status().isPrimaryActive()).isTrue();
      assertThatIllegalStateException().isThrownBy(() -> one.failover().failOver("pinned"));

      pair.time.advance(HOUR);
      Optional<FailoverState> stored = store.load(VirtualPair.PRIMARY.streamOcid());
      assertThat(stored).map(FailoverState::pin).contains(Optional.empty());
      one.failover().failOver("drill");
      assertThat(one.status().isPrimaryActive()).isFalse();
    }
  }

  private HaStreamClientBuilder shared(FailoverStateStore store) {
    return pair.builder().stateStore(store).statePollInterval(Duration.ofSeconds(1));
  }
}
