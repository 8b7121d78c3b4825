package io.github.hastreaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.support.Load;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultHandle;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A region that accepts calls and never answers, over HTTP. */
class HangTest {

  private record Call(long startedAt, long nanos) {}

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  private final RecordingListener events = new RecordingListener();

  @Test
  void underLoadNoCallThatStartsThreeSecondsAfterAHangWaitsForTheHungRegion() throws Exception {
    Queue<Call> calls = new ConcurrentLinkedQueue<>();
    Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    AtomicBoolean stop = new AtomicBoolean();
    int threadCount = 64; // More than the 24 slots.
    CountDownLatch warm = new CountDownLatch(threadCount);
    ExecutorService threads = Executors.newFixedThreadPool(threadCount);
    try (HaStreamClient client = Pair.client(Pair.builder(regions).listener(events))) {
      for (int thread = 0; thread < threadCount; thread++) {
        threads.execute(() -> putUntil(stop, client, warm, calls, errors));
      }
      assertThat(warm.await(30, TimeUnit.SECONDS)).isTrue();
      long hangBegan = System.nanoTime();
      regions.primary().inject(Fault.hang().on(FaultScope.WRITES));
      long watched = hangBegan + TimeUnit.SECONDS.toNanos(3);
      RegionFailed failed = events.await(RegionFailed.class);
      Awaitility.await()
          .until(() -> calls.stream().filter(call -> call.startedAt() > watched).count() >= 200);
      stop.set(true);
      threads.shutdown();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

      assertThat(errors).isEmpty();
      assertThat(failed.reason()).isEqualTo("no answer for 1500 ms");
      assertThat(calls)
          .filteredOn(call -> call.startedAt() > watched)
          .allSatisfy(
              call -> assertThat(Duration.ofNanos(call.nanos())).isLessThan(Duration.ofSeconds(4)));
      events.awaitFailoversCompleted(1);
      assertThat(events.failoversCompleted()).hasSize(1);
    } finally {
      stop.set(true);
      threads.shutdownNow();
    }
  }

  private void putUntil(
      AtomicBoolean stop,
      HaStreamClient client,
      CountDownLatch warm,
      Queue<Call> calls,
      Queue<Throwable> errors) {
    try {
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "warm"));
      warm.countDown();
      while (!stop.get()) {
        long began = System.nanoTime();
        client.putMessages(Pair.put(regions.primaryStreamOcid(), "v"));
        calls.add(new Call(began, System.nanoTime() - began));
      }
    } catch (RuntimeException e) {
      errors.add(e);
    }
  }

  /** A client that takes a region to hang soon, and whose first call is over. */
  private HaStreamClient impatientClient() {
    HaStreamClient client =
        Pair.client(
            Pair.builder(regions).listener(events).slowCallThreshold(Duration.ofMillis(300)));
    client.putMessages(Pair.put(regions.primaryStreamOcid(), "warm"));
    return client;
  }

  /** As when this process's own network was broken for a moment. */
  @Test
  void aHangThatEndsWhenTheTargetAnswersMovesNothing() {
    try (HaStreamClient client = impatientClient()) {
      regions.primary().inject(Fault.delay(Duration.ofMillis(800)).times(1));

      client.putMessages(Pair.put(regions.primaryStreamOcid(), "late"));

      events.await(RegionFailed.class);
      Awaitility.await()
          .during(Duration.ofMillis(1_500))
          .until(() -> client.status().isPrimaryActive());
      assertThat(events.failoversCompleted()).isEmpty();
    }
  }

  @Test
  @Tag("environment") // Takes as long as a breaker is open.
  void aHangThatIsOverDoesNotKeepALaterFailureFromSwitching() {
    try (HaStreamClient client = impatientClient()) {
      regions.primary().inject(Fault.delay(Duration.ofMillis(800)).times(1));
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "late"));
      events.await(RegionFailed.class);
      Awaitility.await()
          .atMost(Duration.ofSeconds(40))
          .until(
              () -> {
                client.putMessages(Pair.put(regions.primaryStreamOcid(), "calm"));
                return client.status().regions().stream()
                    .filter(region -> region.target().equals(Pair.primary(regions)))
                    .allMatch(region -> region.writeBreaker().equals("CLOSED"));
              });

      regions.primary().inject(Fault.refused());
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "refused"));

      events.awaitFailoversCompleted(1);
    }
  }

  @Test
  @Tag("environment") // Takes as long as a breaker is open.
  void aRegionThatHangsAgainIsLeft() {
    try (HaStreamClient client = impatientClient()) {
      regions.primary().inject(Fault.delay(Duration.ofMillis(800)).on(FaultScope.WRITES));

      Awaitility.await()
          .atMost(Duration.ofSeconds(40))
          .until(
              () -> {
                client.putMessages(Pair.put(regions.primaryStreamOcid(), "late"));
                return !client.status().isPrimaryActive();
              });
      assertThat(events.failoversCompleted()).hasSize(1);
    }
  }

  @Test
  void callsThatWaitForASlotAreHandedOverWhenTheBreakerOpens() throws Exception {
    HaStreamClientBuilder builder =
        Pair.builder(regions)
            .maxConcurrentCalls(1)
            .readTimeout(Duration.ofSeconds(10))
            .slowCallThreshold(Duration.ofMillis(300));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (HaStreamClient client = Pair.client(builder)) {
      regions.primary().inject(Fault.hang().on(FaultScope.WRITES));
      CountDownLatch served = new CountDownLatch(3);
      for (int thread = 0; thread < 4; thread++) {
        threads.execute(
            () -> {
              client.putMessages(Pair.put(regions.primaryStreamOcid(), "v"));
              served.countDown();
            });
      }

      assertThat(served.await(8, TimeUnit.SECONDS)).isTrue(); // Before any read timeout.
      assertThat(regions.primary().requests()).hasSize(1);
      regions.primary().heal();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRegionThatWasLeftBeforeTheCallWasSentComesAgainBeforeTheCallGivesUp() throws Exception {
    HaStreamClientBuilder builder =
        Pair.builder(regions)
            .maxConcurrentCalls(1)
            .readTimeout(Duration.ofSeconds(20))
            .slowCallThreshold(Duration.ofMillis(200));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (HaStreamClient client = Pair.client(builder)) {
      regions.primary().inject(Fault.hang().on(FaultScope.WRITES));
      FaultHandle refusal = regions.secondary().inject(Fault.status(503).on(FaultScope.WRITES));
      threads.execute(() -> client.putMessages(Pair.put(regions.primaryStreamOcid(), "hangs")));
      Awaitility.await().until(() -> !regions.primary().requests().isEmpty());
      Future<?> waiting =
          threads.submit(() -> client.putMessages(Pair.put(regions.primaryStreamOcid(), "waits")));
      Awaitility.await().until(() -> refusal.hits() >= 3); // It went there and was not served.

      regions.primary().heal();

      waiting.get(30, TimeUnit.SECONDS);
      assertThat(Pair.values(regions.primary())).contains("waits");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aBusyRegionIsNotAFailedOne() {
    regions.primary().inject(Fault.delay(Duration.ofMillis(20)));
    HaStreamClientBuilder builder =
        Pair.builder(regions)
            .maxConcurrentCalls(2)
            .slowCallThreshold(Duration.ofSeconds(5))
            .listener(events);
    try (HaStreamClient client = Pair.client(builder);
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
        Pair.builder(regions)
            .readTimeout(Duration.ofSeconds(10))
            .slowCallThreshold(Duration.ofMillis(300))
            .listener(events);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (HaStreamClient client = Pair.client(builder)) {
      regions.primary().inject(Fault.hang().on(FaultScope.WRITES));
      thread.execute(() -> client.putMessages(Pair.put(regions.primaryStreamOcid(), "v")));
      while (events.of(RegionFailed.class).isEmpty()) {
        VirtualPair.read(client, regions.primaryStreamOcid());
      }

      assertThat(events.of(RegionFailed.class).get(0).kind().name()).isEqualTo("WRITE");
      regions.primary().heal();
    } finally {
      thread.shutdownNow();
    }
  }
}
