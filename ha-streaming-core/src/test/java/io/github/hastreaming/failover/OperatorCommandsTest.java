package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.PinEnded;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.support.CapturedLog;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.VirtualPair;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Commands that meet other processes, clocks that differ, outages and slips of the pen. */
class OperatorCommandsTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration POLL = Duration.ofSeconds(7);
  private static final StreamTarget MISTYPED =
      StreamTarget.of("sa-vinhedo-1", VirtualPair.SECONDARY.streamOcid(), "https://tow");

  private final VirtualPair pair = new VirtualPair();
  private final FlakyStore store = new FlakyStore();
  private final List<String> endpoints = new ArrayList<>();

  @Test
  void aFailoverToStayOutlivesWhatAnotherProcessStoredMeanwhile() {
    try (HaStreamClient client = pair.failedOver(pair.sharing(store))) {
      anotherProcessHoldsThePrimaryDownForLonger();
      client.failover().failOver("stay until the post-mortem");
      pair.primary.heal();
      putEverySecond(client, 300);

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(store.stored().isByHand()).isTrue();
      assertThat(store.stored().holdDown()).isEqualTo(Duration.ofMinutes(2));
    }
  }

  @Test
  void aFailbackOutlivesWhatAnotherProcessStoredMeanwhile() {
    try (HaStreamClient client = pair.failedOver(pair.sharing(store))) {
      pair.primary.heal();
      anotherProcessHoldsThePrimaryDownForLonger();
      client.failover().failBack("the region is back");
      pair.time.advance(POLL);

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(store.stored().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void aPinOutlivesWhatAnotherProcessStoredMeanwhile() {
    try (HaStreamClient client = pair.failedOver(pair.sharing(store))) {
      anotherProcessHoldsThePrimaryDownForLonger();
      client.failover().pin(VirtualPair.SECONDARY, HOUR);
      pair.time.advance(POLL);

      assertThat(store.stored().pin()).isPresent();
      assertThat(pair.events.of(PinEnded.class)).isEmpty();
    }
  }

  @Test
  void aCommandThatAnotherProcesssPinForbidsIsLostWithAWarning() {
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = pair.failedOver(pair.sharing(store))) {
      FailoverState seen = store.stored();
      Pin pin = new Pin(seen.activeOcid(), pair.time.now().plus(HOUR), HOUR);
      store.anotherStores(state -> state.changedBy("console/1").pin(Optional.of(pin)));
      client.failover().failBack("home");
      pair.time.advance(POLL);

      assertThat(client.status().pin()).contains(pin);
      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(log.count("A command given here is lost, since console/1 stored")).isEqualTo(1);
    }
  }

  @Test
  void aCommandGivenWhileTheStoreIsAwayIsLostToAnotherDecisionWithAWarning() {
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = pair.failedOver(pair.sharing(store))) {
      store.failAll();
      pair.time.advance(POLL);
      client.failover().failOver("stay");
      store.heal();
      anotherProcessHoldsThePrimaryDownForLonger();
      pair.time.advance(POLL);

      assertThat(client.status().isByHand()).isFalse();
      assertThat(log.count("A command given here is lost")).isEqualTo(1);
      assertThat(client.status().holdDown()).isEqualTo(Duration.ofMinutes(2));
    }
  }

  @Test
  void aCommandGivenAfterTheStoreIsBackOutlivesWhatAnotherProcessStoredMeanwhile() {
    try (HaStreamClient client = pair.failedOver(pair.sharing(store))) {
      store.failAll();
      pair.time.advance(POLL);
      store.heal();
      pair.time.advance(POLL);
      anotherProcessHoldsThePrimaryDownForLonger();
      client.failover().failOver("stay");
      pair.time.advance(POLL);

      assertThat(store.stored().isByHand()).isTrue();
      assertThat(store.stored().holdDown()).isEqualTo(Duration.ofMinutes(2));
    }
  }

  @Test
  void aPinEndsByTheMakersClockAndNotByThatOfAHostThatIsAhead() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      pair.time.advance(POLL);
      FailoverState seen = store.stored();
      Duration tenMinutes = Duration.ofMinutes(10);
      Pin pin = new Pin(seen.primaryOcid(), pair.time.now().minusSeconds(60), tenMinutes);
      store.anotherStores(state -> state.pin(Optional.of(pin)));

      pair.time.advance(tenMinutes);
      assertThat(client.status().pin()).as("the clock here is 11 min ahead").contains(pin);

      pair.time.advance(POLL);
      assertThat(store.stored().pin()).isEmpty();
      assertThat(pair.events.of(PinEnded.class))
          .singleElement()
          .satisfies(event -> assertThat(event.expired()).isTrue());
    }
  }

  @Test
  void aPinThatAProcessFindsWhenItStartsEndsWhenItsMakerSaid() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      client.failover().pin(VirtualPair.PRIMARY, HOUR);
    }
    VirtualPair later = new VirtualPair();
    later.time.advance(Duration.ofMinutes(50));
    try (HaStreamClient client = later.start(later.sharing(store))) {
      later.time.advance(Duration.ofMinutes(9));
      assertThat(client.status().pin()).isPresent();

      later.time.advance(Duration.ofMinutes(2));

      assertThat(client.status().pin()).isEmpty();
    }
  }

  @Test
  void aPinToTheSecondaryRemembersThatWritesFailed() {
    try (HaStreamClient client = pair.client()) {
      VirtualPair.put(client, "before");
      client.failover().pin(VirtualPair.PRIMARY, HOUR);
      pair.primary.failPuts(Failures::refused);
      putEverySecond(client, 10);
      client.failover().pin(VirtualPair.SECONDARY, Duration.ofMinutes(10));
      putEverySecond(client, 1200);

      assertThat(pair.events.of(FailbackCompleted.class)).isEmpty();
    }
  }

  @Test
  void aPinToThePrimaryByMistakeForgetsNothingEither() {
    try (HaStreamClient client = pair.failedOver(pair.builder())) {
      client.failover().pin(VirtualPair.PRIMARY, HOUR);
      client.failover().pin(VirtualPair.SECONDARY, Duration.ofSeconds(61));
      putEverySecond(client, 600);

      assertThat(pair.events.of(FailbackCompleted.class))
          .singleElement()
          .satisfies(event -> assertThat(event.reason()).startsWith("pinned until"));
    }
  }

  @Test
  void aPinThatEndsLeavesAFailoverByHandInForce() {
    try (HaStreamClient client = pair.client()) {
      client.failover().failOver("drill");
      client.failover().pin(VirtualPair.SECONDARY, HOUR);
      pair.time.advance(HOUR.multipliedBy(3));

      assertThat(client.status().pin()).isEmpty();
      assertThat(client.status().isByHand()).isTrue();
    }
  }

  @Test
  void aPinNamesAStreamAndItsEndpointIsNotUsed() {
    try (HaStreamClient client = pair.start(pair.builder().streamFactory(recording()))) {
      VirtualPair.put(client, "before");
      client.failover().pin(MISTYPED, Duration.ofMinutes(1));
      putEverySecond(client, 3);

      assertThat(pair.secondary.stored()).hasSize(3);
      assertThat(endpoints).doesNotContain(MISTYPED.endpoint());
    }
  }

  @Test
  void noPinToAStreamThatWasReplaced() {
    try (HaStreamClient client = pair.start(pair.sharing(store))) {
      FailoverState seen = store.stored();
      StreamTarget replaced =
          StreamTarget.of("sa-vinhedo-1", "ocid1.stream.oc1.sa-vinhedo-1.replaced", "https://two");
      store.put(
          seen.toBuilder()
              .epoch(seen.epoch() + 1)
              .targets(List.of(VirtualPair.PRIMARY, VirtualPair.SECONDARY, replaced))
              .replacedAt(Map.of(replaced.streamOcid(), pair.time.now()))
              .build());
      pair.time.advance(POLL);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> client.failover().pin(replaced, HOUR))
          .withMessageContaining(replaced.streamOcid());
    }
  }

  @Test
  void aFailbackByHandKeepsTheEndpointThatWasSet() {
    HaStreamClientBuilder builder =
        pair.builder().streamFactory(recording()).allowedEndpointHosts("moved");
    try (HaStreamClient client = pair.start(builder)) {
      client.failover().failOver("drill");
      client.setEndpoint("https://moved");
      client.failover().failBack("drill over");

      assertThat(client.getEndpoint()).isEqualTo("https://moved");
    }
  }

  @Test
  void aReasonIsOneLineWhateverItWas() {
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = pair.client()) {
      client.failover().failOver(" line one\r\n2026 WARN forged\u2028line ");
      pair.time.runPending();

      assertThat(client.status().reason()).isEqualTo("line one 2026 WARN forged line");
      assertThat(log.text().lines()).noneMatch(line -> line.startsWith("2026 WARN"));
    }
  }

  @Test
  void theReasonToStayIsInTheStatusAndTheLog() {
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = pair.failedOver(pair.builder())) {
      client.failover().failOver("stay until the post-mortem");

      assertThat(client.status().reason()).isEqualTo("stay until the post-mortem");
      assertThat(log.count("stay until the post-mortem")).isEqualTo(1);
    }
  }

  @Test
  void anInterruptedCommandKeepsTheInterrupt() {
    try (HaStreamClient client = pair.client()) {
      pair.secondary.failProbes(Failures::interrupted);
      assertThatIllegalStateException().isThrownBy(() -> client.failover().failOver("drill"));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }

  private StreamFactory recording() {
    return (target, timeouts) -> {
      endpoints.add(target.endpoint());
      return pair.factory().create(target, timeouts);
    };
  }

  private void anotherProcessHoldsThePrimaryDownForLonger() {
    store.anotherStores(
        state -> state.holdDown(Duration.ofMinutes(2)).holdDownSince(pair.time.now()));
  }

  private void putEverySecond(HaStreamClient client, int seconds) {
    for (int second = 0; second < seconds; second++) {
      VirtualPair.put(client, "n" + second);
      pair.time.advance(Duration.ofSeconds(1));
    }
  }
}
