package io.github.hastreaming.failback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.support.EveryEvent;
import io.github.hastreaming.support.Load;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultHandle;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fault and recovery over HTTP while eight threads put, with shortened times. */
class FailbackUnderLoadTest {

  private static final int CYCLES = 20;
  private static final int DRILLS = 5;
  private static final Duration HOLD_DOWN = Duration.ofMillis(200);
  private static final Duration LONGER_HOLD_DOWN = Duration.ofMillis(300);
  private static final FailbackPolicy SHORT =
      FailbackPolicy.automatic()
          .holdDown(HOLD_DOWN)
          .maxHoldDown(LONGER_HOLD_DOWN)
          .probeInterval(Duration.ofMillis(50));

  @RegisterExtension final TwoRegions regions = TwoRegions.create().partitions(2);

  private final RecordingListener events = new RecordingListener();

  @Test
  void twentyOutagesMakeTwoSwitchesEachNoneBeforeTheHoldDownAndLoseNothing() {
    try (HaStreamClient client =
            Pair.client(Pair.builder(regions).failbackPolicy(SHORT).listener(events));
        Load load = Load.of(client, regions.primaryStreamOcid(), 8)) {
      load.awaitAcknowledged(50);
      for (int cycle = 1; cycle <= CYCLES; cycle++) {
        FaultHandle fault = regions.primary().inject(Fault.status(503).on(FaultScope.WRITES));
        events.awaitFailoversCompleted(cycle);
        fault.heal();
        events.await(FailbackCompleted.class, cycle);
        load.awaitAcknowledged(load.acknowledged().size() + 50);
      }
      load.stop();

      assertThat(load.errors()).isEmpty();
      assertThat(Pair.allValues(regions)).containsAll(load.acknowledged());
      assertThat(events.of(FailoverCompleted.class)).hasSize(CYCLES);
      assertThat(events.of(FailbackCompleted.class))
          .hasSize(CYCLES)
          .extracting(FailbackCompleted::away)
          .allMatch(away -> away.compareTo(HOLD_DOWN) >= 0)
          .as("each failover soon after a failback holds the primary down for longer")
          .filteredOn(away -> away.compareTo(LONGER_HOLD_DOWN) >= 0)
          .hasSizeGreaterThanOrEqualTo(CYCLES - 1);
    }
  }

  @Test
  void switchesByHandUnderLoadFailNoCall() {
    try (HaStreamClient client = Pair.client(Pair.builder(regions).listener(events));
        Load load = Load.of(client, regions.primaryStreamOcid(), 8)) {
      for (int drill = 1; drill <= DRILLS; drill++) {
        client.failover().failOver("drill " + drill);
        load.awaitAcknowledged(load.acknowledged().size() + 50);
        client.failover().failBack("drill over");
        load.awaitAcknowledged(load.acknowledged().size() + 50);
      }
      load.stop();

      assertThat(load.errors()).isEmpty();
      assertThat(Pair.allValues(regions)).containsExactlyInAnyOrderElementsOf(load.acknowledged());
    }
  }

  @Test
  void aListenerThatThrowsOneThatBlocksAndOneThatCallsBackDisturbNoCall() {
    CountDownLatch released = new CountDownLatch(1);
    FailoverListener throwing =
        EveryEvent.does(
            event -> {
              throw new IllegalStateException("a listener's bug");
            });
    FailoverListener blocking = EveryEvent.does(event -> awaitQuietly(released));
    HaStreamClient[] self = new HaStreamClient[1];
    FailoverListener callingBack =
        new FailoverListener() {
          @Override
          public void onFailoverCompleted(FailoverCompleted event) {
            self[0].putMessages(Pair.put(regions.primaryStreamOcid(), "from the listener"));
            self[0].failover().failBack("from the listener");
          }
        };
    try (HaStreamClient client =
        Pair.client(
            Pair.builder(regions)
                .listener(throwing)
                .listener(blocking)
                .listener(callingBack)
                .listener(events))) {
      self[0] = client;
      try (Load load = Load.of(client, regions.primaryStreamOcid(), 8)) {
        client.failover().failOver("drill");
        events.await(FailbackCompleted.class);
        load.awaitAcknowledged(load.acknowledged().size() + 200);
        load.stop();

        assertThat(load.errors()).isEmpty();
        assertThat(client.status().isPrimaryActive()).isTrue();
      } finally {
        released.countDown();
      }
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
