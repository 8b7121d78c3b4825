package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.WriteOutcomeUnknownException;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.support.Load;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.support.VirtualPair;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultHandle;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.Latency;
import io.github.hastreaming.testkit.Permissions;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A region that accepts calls and never answers, and one that is only slow, over HTTP. */
class HangTest {

  private static final Duration IMPATIENT = Duration.ofMillis(300);
  private static final int SLOTS = 50;

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  private final RecordingListener events = new RecordingListener();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private HaStreamClientBuilder builder() {
    return Pair.builder(regions).listener(events);
  }

  private void put(HaStreamClient client, String value) {
    client.putMessages(Pair.put(regions.primaryStreamOcid(), value));
  }

  /** Long enough for the first, cold calls not to stand for how long calls take. */
  private void runAsUsual(HaStreamClient client) {
    for (int put = 0; put < 25; put++) {
      put(client, "usual " + put);
    }
  }

  private Future<?> beginPut(HaStreamClient client, String value) {
    return threads.submit(() -> put(client, value));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 60}) // Fewer and more than there are slots.
  void callsInFlightOfAHangAreServedElsewhereAndNotRepeatedThere(int callers) {
    try (HaStreamClient client = Pair.client(builder());
        Load load = Load.of(client, regions.primaryStreamOcid(), callers)) {
      load.awaitAcknowledged(callers * 20);
      FaultHandle hung = regions.primary().inject(Fault.hang().on(FaultScope.WRITES));

      events.awaitFailoversCompleted(1);
      load.awaitAcknowledged(callers * 22);
      load.stop();

      assertThat(load.errors()).isEmpty();
      assertThat(hung.hits()).isLessThanOrEqualTo(Math.min(callers, SLOTS) + 1); // A proof.
      assertThat(Pair.allValues(regions)).containsAll(load.acknowledged());
      assertThat(events.of(RegionFailed.class))
          .singleElement()
          .extracting(RegionFailed::kind)
          .isEqualTo(CallKind.WRITE);
    }
  }

  @Test
  void producersThatMayOnlyPushAreServedElsewhereAsWell() {
    regions.primary().permit(Permissions.pushOnly());
    regions.secondary().permit(Permissions.pushOnly());
    try (HaStreamClient client = Pair.client(builder().slowCallThreshold(IMPATIENT));
        Load load = Load.of(client, regions.primaryStreamOcid(), 8)) {
      load.awaitAcknowledged(100);
      regions.primary().inject(Fault.hang());

      events.awaitFailoversCompleted(1);
      load.awaitAcknowledged(120);
      load.stop();

      assertThat(load.errors()).isEmpty();
      assertThat(Pair.allValues(regions)).containsAll(load.acknowledged());
    }
  }

  @Test
  void aPutThatMustNotBeSentAgainWaitsForItsAnswer() {
    HaStreamClientBuilder builder =
        builder()
            .slowCallThreshold(IMPATIENT)
            .readTimeout(Duration.ofSeconds(2))
            .writeReplay(WriteReplay.ONLY_IF_NOT_SENT);
    try (HaStreamClient client = Pair.client(builder)) {
      runAsUsual(client);
      FaultHandle hung = regions.primary().inject(Fault.hang());
      long began = System.nanoTime();

      assertThatThrownBy(() -> put(client, "v")).isInstanceOf(WriteOutcomeUnknownException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
      assertThat(hung.hits()).isPositive();
      assertThat(Pair.values(regions.secondary())).isEmpty();
    }
  }

  @Test
  void aPutThatIsLateMovesNothing() {
    try (HaStreamClient client = Pair.client(builder().slowCallThreshold(IMPATIENT))) {
      runAsUsual(client);
      regions.primary().inject(Fault.slow(Duration.ofMillis(900)).on(FaultScope.WRITES).times(1));

      put(client, "late");
      for (int put = 0; put < 20; put++) {
        put(client, "after " + put);
      }

      assertThat(events.of(RegionFailed.class)).isEmpty();
      assertThat(Pair.values(regions.secondary())).isEmpty();
    }
  }

  @Test
  void aRegionThatIsSlowWithinTwiceTheThresholdIsNotLeft() {
    Latency slow = Latency.uniform(IMPATIENT.dividedBy(2), IMPATIENT.multipliedBy(3).dividedBy(2));
    try (HaStreamClient client = Pair.client(builder().slowCallThreshold(IMPATIENT))) {
      runAsUsual(client);
      regions.primary().inject(Fault.slow(slow).on(FaultScope.WRITES));
      try (Load load = Load.of(client, regions.primaryStreamOcid(), 8)) {
        load.awaitAcknowledged(80);
        load.stop();

        assertThat(load.errors()).isEmpty();
      }
      assertThat(events.of(RegionFailed.class)).isEmpty();
      assertThat(Pair.values(regions.secondary())).isEmpty();
    }
  }

  @Test
  void callsThatWaitForASlotAreHandedOverWhenTheBreakerOpens() throws Exception {
    HaStreamClientBuilder builder =
        builder()
            .maxConcurrentCalls(1)
            .readTimeout(Duration.ofSeconds(10))
            .slowCallThreshold(IMPATIENT);
    try (HaStreamClient client = Pair.client(builder)) {
      runAsUsual(client);
      FaultHandle hung = regions.primary().inject(Fault.hang().on(FaultScope.WRITES));
      regions.primary().inject(Fault.hang().on(FaultScope.READS)); // Its probe, too.
      for (Future<?> call :
          List.of(beginPut(client, "one"), beginPut(client, "two"), beginPut(client, "three"))) {
        call.get(8, TimeUnit.SECONDS); // Before any read timeout.
      }

      assertThat(hung.hits()).isEqualTo(1);
      assertThat(Pair.values(regions.secondary())).containsExactlyInAnyOrder("one", "two", "three");
    }
  }

  @Test
  void aRegionThatWasLeftBeforeTheCallWasSentComesAgainBeforeTheCallGivesUp() throws Exception {
    HaStreamClientBuilder builder =
        builder()
            .maxConcurrentCalls(1)
            .readTimeout(Duration.ofSeconds(20))
            .slowCallThreshold(IMPATIENT);
    try (HaStreamClient client = Pair.client(builder)) {
      runAsUsual(client);
      FaultHandle hung = regions.primary().inject(Fault.hang());
      FaultHandle refusal = regions.secondary().inject(Fault.status(503).on(FaultScope.WRITES));
      Future<?> hanging = beginPut(client, "hangs");
      Awaitility.await().until(() -> hung.hits() > 0);
      Future<?> waiting = beginPut(client, "waits");
      // It went there and was not served; a slow machine is taken to hang later.
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> refusal.hits() >= 3);

      regions.primary().heal();

      waiting.get(30, TimeUnit.SECONDS);
      assertThat(Pair.values(regions.primary())).contains("waits");
      // What was cut there is not sent there again, though it could be served by now.
      assertThatThrownBy(() -> hanging.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(AllRegionsUnavailableException.class);
    }
  }

  @Test
  void aBusyRegionIsNotAFailedOne() {
    regions.primary().inject(Fault.slow(Duration.ofMillis(20)));
    try (HaStreamClient client = Pair.client(builder().maxConcurrentCalls(2));
        Load load = Load.of(client, regions.primaryStreamOcid(), 16)) {
      load.awaitAcknowledged(150);
      load.stop();

      assertThat(load.errors()).isEmpty();
      assertThat(events.of(RegionFailed.class)).isEmpty();
      assertThat(Pair.values(regions.secondary())).isEmpty();
    }
  }

  @Test
  void successfulReadsDoNotAcquitWritesThatHang() throws Exception {
    HaStreamClientBuilder builder =
        builder().readTimeout(Duration.ofSeconds(10)).slowCallThreshold(IMPATIENT);
    try (HaStreamClient client = Pair.client(builder)) {
      runAsUsual(client);
      regions.primary().inject(Fault.hang().on(FaultScope.WRITES));
      Future<?> one = beginPut(client, "one");
      Future<?> other = beginPut(client, "other");
      while (events.of(RegionFailed.class).isEmpty()) {
        VirtualPair.read(client, regions.primaryStreamOcid());
      }

      one.get(5, TimeUnit.SECONDS);
      other.get(5, TimeUnit.SECONDS);
      assertThat(events.of(RegionFailed.class).get(0).kind()).isEqualTo(CallKind.WRITE);
      assertThat(Pair.values(regions.secondary())).containsExactlyInAnyOrder("one", "other");
    }
  }
}
