package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.StateAdopted;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.TimedRegions;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A region that serves every call, however slowly, is never left. */
class SlowRegionTest {

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final Duration PAUSE = Duration.ofSeconds(8);
  private static final long THRESHOLD = Defaults.SLOW_CALL_THRESHOLD.toMillis();

  private final TimedRegions regions = new TimedRegions();

  @AfterEach
  void close() {
    regions.close();
  }

  private void bothTake(long millis) {
    regions.primary().takes(Duration.ofMillis(millis));
    regions.secondary().takes(Duration.ofMillis(millis));
  }

  private void putForHalfAnHour(HaStreamClient client) {
    int puts = 0;
    while (regions.passed().compareTo(HALF_AN_HOUR) < 0) {
      regions.put(client, "put " + puts++);
      regions.time().advance(PAUSE);
    }
    assertThat(regions.primary().values()).hasSizeGreaterThanOrEqualTo(puts);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_400, 2_000, 4_900})
  void oneThreadWhosePutsAllTakeLongInBothRegionsStaysInThePrimary(long millis) {
    try (HaStreamClient client = regions.client()) {
      regions.put(client, "quick");
      bothTake(millis);

      putForHalfAnHour(client);

      Traces.assertNothingMoved(regions);
      Traces.assertBreakersClosed(client);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1_400, 2_000, 4_900})
  void oneThreadWhoseReadsAllTakeLongInBothRegionsStaysInThePrimary(long millis) {
    try (HaStreamClient client = regions.client()) {
      Consumer consumer = regions.consumer(client);
      consumer.read();
      bothTake(millis);

      while (regions.passed().compareTo(HALF_AN_HOUR) < 0) {
        consumer.read();
        regions.time().advance(PAUSE);
      }

      Traces.assertNothingMoved(regions);
    }
  }

  @Test
  void aSlowPrimaryIsNotLeftForAQuickSecondary() {
    try (HaStreamClient client = regions.client()) {
      regions.put(client, "quick");
      regions.primary().takes(Duration.ofSeconds(2));

      putForHalfAnHour(client);

      Traces.assertNothingMoved(regions);
    }
  }

  @Test
  void aFleetWithASharedStoreStaysInASlowPrimary() {
    FailoverStateStore store = FailoverStateStore.inMemory();
    try (HaStreamClient one = regions.start(regions.builder().stateStore(store));
        HaStreamClient other = regions.start(regions.builder().stateStore(store))) {
      bothTake(2_000);
      int puts = 0;
      while (regions.passed().compareTo(Duration.ofMinutes(15)) < 0) {
        var ofOther = regions.beginPut(other, "other " + puts);
        regions.put(one, "one " + puts++);
        regions.time().join(ofOther);
      }

      Traces.assertNothingMoved(regions);
      assertThat(regions.events().of(StateAdopted.class)) // That there is a secondary.
          .allSatisfy(adopted -> assertThat(adopted.to()).isEqualTo(adopted.from()));
      assertThat(one.status().epoch()).isEqualTo(other.status().epoch());
    }
  }

  /** As on a slow link: probes need as long as calls do. */
  @ParameterizedTest
  @ValueSource(longs = {800, 1_400, 2_000})
  void whereEverythingIsSlowAFailureStillLeadsThereAndBack(long millis) {
    try (HaStreamClient client = regions.client()) {
      bothTake(millis);
      for (int put = 0; put < 5; put++) {
        regions.put(client, "slow " + put);
      }
      regions.primary().fails(operation -> Failures.status(500));
      for (int put = 0; put < 8; put++) {
        regions.put(client, "failing " + put);
      }
      regions.time().advance(Duration.ofSeconds(5));
      assertThat(client.status().active()).isEqualTo(regions.secondary().target());

      regions.primary().fails(operation -> null);
      for (int put = 0; put < 40 && !client.status().isPrimaryActive(); put++) {
        regions.put(client, "well " + put);
        regions.time().advance(Duration.ofSeconds(5));
      }

      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void aReadBreakerThatOpenedClosesThoughProbesAreSlow() {
    try (HaStreamClient client = regions.client()) {
      Consumer consumer = regions.consumer(client);
      bothTake(1_400);
      for (int read = 0; read < 5; read++) {
        consumer.read();
      }
      client.failover().pin(regions.primary().target(), Duration.ofHours(1));
      regions.primary().fails(operation -> Failures.status(500));
      for (int read = 0; read < 8; read++) {
        consumer.read();
      }
      assertThat(Traces.primaryOf(client, regions).readBreaker()).isEqualTo("OPEN");

      regions.primary().fails(operation -> null);
      regions.time().advance(Duration.ofSeconds(30));

      assertThat(Traces.primaryOf(client, regions).readBreaker()).isEqualTo("CLOSED");
    }
  }

  /** Each call takes between half and 1.9 times the threshold; the usual time changes at once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aPrimaryThatServesEveryCallWithinTwiceTheThresholdIsNeverLeft(long seed) {
    Random random = new Random(seed);
    int threads = 1 + random.nextInt(8);
    try (HaStreamClient client = regions.client()) {
      bothTake(200);
      Callers writers = Callers.putting(regions, client, threads);
      Consumer consumer = regions.consumer(client);
      Callers reader = Callers.of(regions, 1, value -> consumer.read());
      for (int change = 0; change < 8; change++) {
        long least = (long) (THRESHOLD * (0.5 + 1.2 * random.nextDouble()));
        long most = (long) (THRESHOLD * 1.9);
        boolean steady = random.nextBoolean();
        regions
            .primary()
            .takes(
                operation ->
                    Duration.ofMillis(steady ? least : least + random.nextLong(most - least)));
        regions.time().advance(Duration.ofSeconds(3 + random.nextInt(20)));
      }
      writers.stop();
      reader.stop();

      assertThat(writers.errors()).isEmpty();
      assertThat(reader.errors()).isEmpty();
      Traces.assertNothingMoved(regions);
    }
  }
}
