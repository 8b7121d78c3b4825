package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.failover.Fitness;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.TimedRegion;
import io.github.hastreaming.support.TimedRegions;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A secondary with more partitions than the primary: nobody would read what is put there. */
class HarmfulSecondaryTest {

  private final TimedRegions regions = new TimedRegions(1, 3);

  @AfterEach
  void close() {
    regions.close();
  }

  /** Whose primary's partition count is known. */
  private HaStreamClientBuilder builder() {
    StreamTarget primary = regions.primary().target();
    return regions
        .builder()
        .primary(
            StreamTarget.builder(primary.region(), primary.streamOcid(), primary.endpoint())
                .partitions(1)
                .build());
  }

  @Test
  void isKnownBeforeItIsNeeded() {
    try (HaStreamClient client = regions.start(builder())) {
      assertThat(client.status().secondaryFitness()).isEqualTo(Fitness.HARMFUL);
      assertThat(client.status().secondaryFitnessReason()).contains("more partitions");
    }
  }

  /**
   * @param status what the check of its partitions is answered, at first
   * @param times how often
   */
  @ParameterizedTest
  @CsvSource({"0, 0", "429, 3", "500, 3", "429, 6", "500, 6", "429, 1000000", "500, 1000000"})
  void getsNoPutsAndIsNotSwitchedTo(int status, int times) {
    int[] checks = {0};
    regions
        .secondary()
        .fails(
            operation ->
                operation == StreamOperation.CREATE_CURSOR && !isQuickProbe() && checks[0]++ < times
                    ? Failures.status(status)
                    : null);
    try (HaStreamClient client = regions.start(builder().callTimeout(Duration.ofSeconds(3)))) {
      List<String> acknowledged = new ArrayList<>();
      put(client, acknowledged, "before");
      regions.primary().fails(operation -> isWrite(operation) ? Failures.refused() : null);
      for (int put = 0; put < 8; put++) {
        put(client, acknowledged, "m" + put);
        regions.time().advance(Duration.ofMillis(500));
      }
      regions.primary().heal();

      Consumer consumer = regions.consumer(client);
      for (int read = 0; read < 10; read++) {
        consumer.read();
        regions.time().advance(Duration.ofSeconds(2));
      }
      assertThat(consumer.values()).containsAll(acknowledged);
      assertThat(regions.secondary().values()).isEmpty();
      assertThat(regions.events().of(FailoverCompleted.class)).isEmpty();
    }
  }

  private static boolean isWrite(StreamOperation operation) {
    return operation == StreamOperation.PUT_MESSAGES;
  }

  /** Partitions are counted, and clients warmed, with the calls' timeouts. */
  private boolean isQuickProbe() {
    List<TimedRegion.Arrival> arrivals = regions.secondary().arrivals();
    return arrivals.get(arrivals.size() - 1).timeouts().read().equals(Duration.ofSeconds(1));
  }

  private void put(HaStreamClient client, List<String> acknowledged, String value) {
    try {
      regions.put(client, value);
      acknowledged.add(value);
    } catch (BmcException e) {
      assertThat(e).isNotNull(); // Nobody else would have served it.
    }
  }

  /** A stream keeps its partitions: what was counted once need not be counted again. */
  @ParameterizedTest
  @ValueSource(ints = {429, 500})
  void oneThatWasCountedAndIsFitIsSwitchedToThoughItCannotBeCountedNow(int status) {
    try (TimedRegions fit = new TimedRegions(1, 1);
        HaStreamClient client =
            fit.start(
                fit.builder()
                    .primary(
                        StreamTarget.builder(
                                fit.primary().target().region(),
                                fit.primary().streamOcid(),
                                fit.primary().target().endpoint())
                            .partitions(1)
                            .build()))) {
      fit.put(client, "before");
      fit.time().advance(Duration.ofSeconds(1));
      fit.secondary()
          .fails(
              operation ->
                  operation == StreamOperation.CREATE_CURSOR
                          && !fit.secondary()
                              .arrivals()
                              .get(fit.secondary().arrivals().size() - 1)
                              .timeouts()
                              .read()
                              .equals(Duration.ofSeconds(1))
                      ? Failures.status(status)
                      : null);
      fit.primary().fails(operation -> Failures.refused());

      for (int put = 0; put < 10; put++) {
        fit.put(client, "m" + put);
        fit.time().advance(Duration.ofMillis(500));
      }

      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(fit.secondary().values()).hasSize(10);
    }
  }

  /** A message may be there from a time when nobody knew. */
  @Test
  void isReadAllTheSame() {
    try (HaStreamClient client = regions.start(builder())) {
      Consumer consumer = regions.consumer(client);
      consumer.readUntilEmpty();
      for (int message = 0; message < 30; message++) {
        Pair.putDirectly(
            regions.secondary().emulator(), regions.secondary().streamOcid(), "m" + message);
      }
      for (int read = 0; read < 20; read++) {
        regions.time().advance(Duration.ofSeconds(2));
        consumer.read();
      }

      assertThat(consumer.values()).isNotEmpty();
    }
  }
}
