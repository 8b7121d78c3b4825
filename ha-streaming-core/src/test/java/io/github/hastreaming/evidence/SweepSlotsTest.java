package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.TimedRegions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many readers of a healthy primary are not held up by a secondary that takes its time. */
class SweepSlotsTest {

  private static final int READERS = 60;
  private static final int READS = 10;
  private static final Duration SWEEP = Duration.ofMillis(900);

  private final TimedRegions regions = new TimedRegions();
  private final List<Duration> reads = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void noReadTakesLongerThanASweepAndMostTakeNone() {
    try (HaStreamClient client = regions.start(regions.builder().maxConcurrentCalls(8))) {
      regions.put(client, "in the primary");
      Consumer first = regions.consumer(client);
      first.readUntilEmpty();
      regions.secondary().takes(SWEEP);

      List<CompletableFuture<Boolean>> readers = new ArrayList<>();
      for (int reader = 0; reader < READERS; reader++) {
        readers.add(regions.time().begin(() -> read(client, first.cursor())));
      }
      readers.forEach(regions.time()::join);

      assertThat(reads).hasSize(READERS * READS);
      assertThat(reads).allSatisfy(took -> assertThat(took).isLessThan(SWEEP.multipliedBy(2)));
      assertThat(reads.stream().filter(Duration::isZero).count())
          .isGreaterThan(READERS * READS * 3L / 4);

      Pair.putDirectly(regions.secondary().emulator(), regions.secondary().streamOcid(), "late");
      for (int read = 0; read < 20 && !first.values().contains("late"); read++) {
        first.read();
        regions.time().advance(Duration.ofSeconds(1));
      }
      assertThat(first.values()).contains("late");
    }
  }

  private boolean read(HaStreamClient client, String cursor) {
    Consumer consumer = Consumer.at(client, regions.primary().streamOcid(), cursor);
    for (int read = 0; read < READS; read++) {
      Duration began = regions.passed();
      consumer.read();
      reads.add(regions.passed().minus(began));
      pause();
    }
    return true;
  }

  private void pause() {
    try {
      regions.time().await(new CompletableFuture<>(), Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
