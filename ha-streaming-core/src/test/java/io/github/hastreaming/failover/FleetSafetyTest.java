package io.github.hastreaming.failover;

import static io.github.hastreaming.support.VirtualPair.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.event.FailoverNotPossible;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.VirtualPair;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Two processes that share a store: each has a network of its own, and only one of the networks is
 * broken.
 */
class FleetSafetyTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofSeconds(6);

  private final VirtualPair cutOff = new VirtualPair();
  private final VirtualPair healthy = new VirtualPair();
  private final FlakyStore store = new FlakyStore();

  private HaStreamClient start(VirtualPair network) {
    return network.start(network.builder().stateStore(store).allowedEndpointHosts("two"));
  }

  private static void cut(VirtualPair network) {
    network.primary.failPuts(Failures::refused);
    network.primary.failReads(Failures::refused);
    network.primary.failProbes(Failures::refused);
    network.secondary.failPuts(Failures::refused);
    network.secondary.failReads(Failures::refused);
    network.secondary.failProbes(Failures::refused);
  }

  private static void tryToPut(HaStreamClient client) {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> put(client, "lost"))
          .isInstanceOf(AllRegionsUnavailableException.class);
    }
  }

  private void passTime(Duration duration) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(duration) < 0;
        passed = passed.plus(POLL)) {
      cutOff.time.advance(POLL);
      healthy.time.advance(POLL);
    }
  }

  @Test
  void aProcessThatReachesNothingDoesNotMoveTheFleet() {
    try (HaStreamClient lonely = start(cutOff);
        HaStreamClient other = start(healthy)) {
      passTime(POLL);
      FailoverState before = store.stored();
      cut(cutOff);
      tryToPut(lonely);
      passTime(LONG);

      assertThat(store.stored()).isEqualTo(before);
      assertThat(cutOff.events.of(FailoverNotPossible.class)).isNotEmpty();
      put(other, "served");
      assertThat(healthy.primary.stored()).containsExactly("served");
    }
  }

  @Test
  void aProcessThatReachesNothingNotEvenTheStoreHasNoDecisionToOfferAfterwards() {
    try (HaStreamClient lonely = start(cutOff)) {
      cutOff.time.advance(POLL);
      FailoverState before = store.stored();
      cut(cutOff);
      store.failAll();
      tryToPut(lonely);
      cutOff.time.advance(LONG);
      store.heal();
      cutOff.primary.heal();
      cutOff.secondary.heal();
      cutOff.time.advance(LONG);

      assertThat(store.stored()).isEqualTo(before);
      assertThat(lonely.status().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void aProcessThatDoesNotReachThePrimaryNeverBringsTheFleetBack() {
    try (HaStreamClient lonely = start(cutOff)) {
      cutOff.primary.failPuts(Failures::refused);
      cutOff.primary.failReads(Failures::refused);
      cutOff.primary.failProbes(Failures::refused);
      for (int i = 0; i < 10; i++) {
        put(lonely, "m" + i);
      }
      cutOff.time.advance(POLL);
      long epoch = store.stored().epoch();
      assertThat(store.stored().isPrimaryActive()).isFalse();
      for (int minute = 0; minute < 20; minute++) {
        cutOff.time.advance(Duration.ofMinutes(1));
        put(lonely, "later " + minute);
      }

      assertThat(store.stored().epoch()).isEqualTo(epoch);
    }
  }

  @Test
  void aProcessThatReachesOnlyTheRegionThatWasLeftServesItsOwnCallsThere() {
    try (HaStreamClient lonely = start(cutOff);
        HaStreamClient other = start(healthy)) {
      passTime(POLL);
      other.failover().failOver("drill");
      passTime(POLL);
      long epoch = store.stored().epoch();
      cutOff.secondary.failPuts(Failures::refused);
      cutOff.secondary.failReads(Failures::refused);
      cutOff.secondary.failProbes(Failures::refused);
      put(lonely, "handed over");
      passTime(LONG);

      assertThat(cutOff.primary.stored()).containsExactly("handed over");
      assertThat(store.stored().epoch()).isEqualTo(epoch);
      put(other, "served");
      assertThat(healthy.secondary.stored()).containsExactly("served");
    }
  }
}
