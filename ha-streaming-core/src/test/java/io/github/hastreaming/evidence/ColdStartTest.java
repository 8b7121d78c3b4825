package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.TimedRegion;
import io.github.hastreaming.support.TimedRegions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first calls load classes and open connections, and that is not the region's fault. */
class ColdStartTest {

  private static final Duration QUICK = Duration.ofMillis(200);

  private final TimedRegions regions = new TimedRegions();

  @AfterEach
  void close() {
    regions.close();
  }

  /** What is sent before a time is answered then, as while classes are loaded. */
  private void isColdUntil(TimedRegion region, Predicate<StreamOperation> calls, long millis) {
    Duration answers = regions.passed().plusMillis(millis);
    region.takes(
        operation -> {
          Duration left = answers.minus(regions.passed());
          return calls.test(operation) && left.compareTo(QUICK) > 0 ? left : QUICK;
        });
  }

  private void isColdUntil(TimedRegion region, long millis) {
    isColdUntil(region, operation -> true, millis);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_900, 2_400, 3_000})
  void aColdFirstPutLeavesNoTrace(long millis) {
    isColdUntil(regions.primary(), millis);
    try (HaStreamClient client = regions.builder().build(Pair.credentials())) {
      for (int put = 0; put < 21; put++) {
        regions.put(client, "put " + put);
      }

      Traces.assertNothingMoved(regions);
      Traces.assertBreakersClosed(client);
      assertThat(regions.primary().values()).hasSize(21);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1_900, 2_400, 3_000})
  void coldFirstPutsOfManyThreadsLeaveNoTrace(long millis) {
    isColdUntil(regions.primary(), millis);
    try (HaStreamClient client = regions.builder().build(Pair.credentials())) {
      Callers callers = Callers.putting(regions, client, 8).callFor(Duration.ofSeconds(6));

      assertThat(callers.errors()).isEmpty();
      Traces.assertNothingMoved(regions);
      Traces.assertBreakersClosed(client);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1_900, 2_400, 3_000})
  void aColdFirstReadLeavesNoTrace(long millis) {
    isColdUntil(regions.primary(), millis);
    try (HaStreamClient client = regions.builder().build(Pair.credentials())) {
      Consumer consumer = regions.consumer(client);
      for (int read = 0; read < 20; read++) {
        consumer.read();
      }

      Traces.assertNothingMoved(regions);
      Traces.assertBreakersClosed(client);
    }
  }

  /** Each kind has a client of its own, with connections of its own. */
  @Test
  void readsThatAreWarmDoNotMakeWritesWarm() {
    AtomicInteger warmUps = new AtomicInteger();
    isColdUntil(
        regions.primary(),
        operation -> operation == StreamOperation.PUT_MESSAGES || warmUps.getAndIncrement() == 0,
        3_000);
    try (HaStreamClient client = regions.builder().build(Pair.credentials())) {
      Callers callers = Callers.putting(regions, client, 3).callFor(Duration.ofSeconds(6));

      assertThat(callers.errors()).isEmpty();
      Traces.assertNothingMoved(regions);
    }
  }

  @Test
  void aSecondaryThatIsColdWhenItIsNeededIsNotTakenForOneThatHangs() {
    try (HaStreamClient client = regions.client()) {
      regions.put(client, "before");
      regions.primary().fails(operation -> Failures.refused());
      isColdUntil(regions.secondary(), 2_400);

      for (int put = 0; put < 20; put++) {
        regions.put(client, "put " + put);
      }
      regions.time().advance(Duration.ofSeconds(10));

      assertThat(regions.secondary().values()).hasSize(20);
      assertThat(client.status().active()).isEqualTo(regions.secondary().target());
      assertThat(client.status().regions())
          .filteredOn(region -> region.target().equals(regions.secondary().target()))
          .allSatisfy(region -> assertThat(region.writeBreaker()).isEqualTo("CLOSED"));
    }
  }
}
