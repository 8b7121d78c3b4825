package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.TimedRegions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A region whose reads take long has acknowledged messages, too. */
class SlowSweepTest {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final TimedRegions regions = new TimedRegions();

  @AfterEach
  void close() {
    regions.close();
  }

  static Stream<Arguments> slowness() {
    return Stream.of(900, 1_200, 2_000, 4_000)
        .map(Duration::ofMillis)
        .flatMap(takes -> Stream.of(Arguments.of(takes, true), Arguments.of(takes, false)));
  }

  @ParameterizedTest(name = "{0} a call, in a group: {1}")
  @MethodSource("slowness")
  void whatASlowSecondaryHoldsIsDeliveredWithinTwoOfItsSweepPauses(
      Duration takes, boolean inGroup) {

    HaStreamClient client = regions.client();
    regions.secondary().takes(takes);
    regions.put(client, "in the primary");
    Consumer consumer = inGroup ? inGroup(client) : regions.consumer(client);

    putInSecondary("there from the start");
    // Its first sweep opens a cursor and reads.
    assertDelivered(consumer, "there from the start", twoPauses(takes.multipliedBy(2)));

    for (int late = 0; late < 5; late++) {
      consumer.readUntilEmpty(); // Back in the primary.
      regions.time().advance(Duration.ofSeconds(7));
      putInSecondary("late " + late);
      // Its pause is that of the sweep before.
      assertDelivered(
          consumer, "late " + late, twoPauses(late == 0 ? takes.multipliedBy(2) : takes));
    }
    assertThat(consumer.values()).hasSize(7).doesNotHaveDuplicates();
  }

  private Consumer inGroup(HaStreamClient client) {
    return Consumer.inGroup(client, regions.primary().streamOcid(), "readers", true);
  }

  private void putInSecondary(String value) {
    Pair.putDirectly(regions.secondary().emulator(), regions.secondary().streamOcid(), value);
  }

  /** And what a reader needs who comes every second. */
  private static Duration twoPauses(Duration sweep) {
    Duration pause = sweep.multipliedBy(10);
    Duration longer = pause.compareTo(INTERVAL) > 0 ? pause : INTERVAL;
    return longer.multipliedBy(2).plus(sweep).plusSeconds(1);
  }

  private void assertDelivered(Consumer consumer, String value, Duration within) {
    Duration begun = regions.passed();
    while (!consumer.values().contains(value)) {
      assertThat(regions.passed().minus(begun)).as("waiting for " + value).isLessThan(within);
      consumer.read();
      regions.time().advance(Duration.ofSeconds(1));
    }
  }
}
