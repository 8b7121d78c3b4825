package io.github.hastreaming.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.CapturedLog;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.VirtualPair;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What fails for an hour does not fill the log, in virtual time. */
class QuietLogTest {

  private static final int HOUR = 3600;

  private final VirtualPair pair = new VirtualPair();
  private final long began = pair.time.nanoTime();

  /** How many lines of one kind there may be: the first, and one for each half minute. */
  private long atMost() {
    return 1 + Duration.ofNanos(pair.time.nanoTime() - began).toSeconds() / 30;
  }

  @Test
  void aRegionThatComesAndGoesHasALineEveryHalfMinuteAndListenersAreToldEachTime() {
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = pair.client()) {
      comeAndGo(client, HOUR / 12);

      assertThat(log.count("sa-saopaulo-1 fails for writes")).isBetween(2L, atMost());
      assertThat(log.text()).contains("times more within 30 s");
      assertThat(pair.events.of(RegionFailed.class)).hasSize(HOUR / 12);
    }
  }

  @Test
  void anOutageWithoutASecondaryIsToldOncePerHalfMinute() {
    pair.primary.failPuts(Failures::refused);
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client =
            pair.start(pair.builder().secondaryResolver(SecondaryResolver.fixed()))) {
      for (int second = 0; second < HOUR; second += 5) {
        assertThatThrownBy(() -> putSome(client))
            .isInstanceOf(AllRegionsUnavailableException.class);
        pair.time.advance(Duration.ofSeconds(5));
      }

      assertThat(lines(log)).isBetween(3L, 4 * atMost());
    }
  }

  @Test
  void aStoreThatLosesItsStateAgainAndAgainDoesNotFillTheLog() {
    FlakyStore store = new FlakyStore();
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client =
            pair.start(pair.builder().stateStore(store).allowedEndpointHosts("two"))) {
      for (int second = 0; second < HOUR; second += 7) {
        store.clear();
        pair.time.advance(Duration.ofSeconds(7));
      }

      assertThat(client.status().isStateStoreOk()).isTrue();
      assertThat(log.count("has lost its state")).isBetween(2L, atMost());
    }
  }

  @Test
  void aStoreThatComesAndGoesOrChangesItsReasonDoesNotFillTheLog() {
    FlakyStore store = new FlakyStore();
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = pair.start(pair.builder().stateStore(store))) {
      for (int round = 0; round < HOUR / 17; round++) {
        store.failAll();
        pair.time.advance(Duration.ofSeconds(5));
        store.failWrites();
        pair.time.advance(Duration.ofSeconds(5));
        store.heal();
        pair.time.advance(Duration.ofSeconds(7));
      }

      assertThat(client.status().isPrimaryActive()).isTrue();
      assertThat(lines(log)).isBetween(3L, 4 * atMost());
    }
  }

  @Test
  void aListenerThatAlwaysThrowsDoesNotFillTheLogWithItsStackTraces() {
    FailoverListener broken =
        new FailoverListener() {
          @Override
          public void onRegionFailed(RegionFailed event) {
            throw new IllegalStateException("a listener's bug");
          }
        };
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = pair.start(pair.builder().listener(broken))) {
      comeAndGo(client, 20);

      assertThat(log.count("a listener's bug")).isBetween(1L, atMost());
    }
  }

  private void comeAndGo(HaStreamClient client, int times) {
    client.failover().pin(VirtualPair.PRIMARY, Duration.ofHours(2));
    for (int round = 0; round < times; round++) {
      pair.primary.failPuts(Failures::refused);
      putSome(client);
      pair.primary.heal();
      pair.time.advance(Duration.ofSeconds(12)); // The breaker's open time is over.
      putSome(client);
    }
  }

  private void putSome(HaStreamClient client) {
    for (int call = 0; call < 6; call++) {
      VirtualPair.put(client, "x");
    }
    pair.time.runPending();
  }

  private static long lines(CapturedLog log) {
    return log.text()
        .lines()
        .filter(
            line -> line.contains(" WARN ") || line.contains(" INFO ") || line.contains(" ERROR "))
        .count();
  }
}
