package io.github.hastreaming.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.event.RetentionExceeded;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a cursor string means, wherever and whenever it is used. */
class CursorScenariosTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create().partitions(1);

  private final RecordingListener events = new RecordingListener();

  private HaStreamClientBuilder builder() {
    return Pair.builder(regions)
        .readTimeout(Duration.ofMillis(600))
        .probeTimeout(Duration.ofMillis(500))
        .sweepInterval(Duration.ofMillis(1))
        .listener(events);
  }

  private HaStreamClient client() {
    return Pair.client(builder());
  }

  private void put(HaStreamClient client, String... values) {
    client.putMessages(Pair.put(regions.primaryStreamOcid(), values));
  }

  @Test
  void aNativeCursorIsAcceptedAndCrossesTheSwitch() {
    Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "a", "b");
    String nativeCursor;
    try (StreamClient plain =
        StreamClient.builder().endpoint(regions.primary().endpoint()).build(Pair.credentials())) {
      Consumer consumer = Consumer.fromTheOldest(plain, regions.primaryStreamOcid(), "0");
      consumer.limit(1).read();
      nativeCursor = consumer.cursor();
    }
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.at(client, regions.primaryStreamOcid(), nativeCursor);
      consumer.readUntilEmpty();
      regions.primary().inject(Fault.refused());
      put(client, "c");
      consumer.readUntilDelivered(2);

      assertThat(consumer.values()).containsExactly("b", "c");
    }
  }

  @Test
  void aStringThatIsNoCursorGetsTheServicesAnswer() {
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.at(client, regions.primaryStreamOcid(), "nonsense");

      assertThatThrownBy(consumer::read)
          .isInstanceOfSatisfying(
              BmcException.class, e -> assertThat(e.getStatusCode()).isEqualTo(400));
    }
  }

  @Test
  void aCursorOfAnotherPrimaryIsABadRequest() {
    try (HaStreamClient client = client()) {
      String other = regions.primary().createStream("other", 1);
      try (HaStreamClient otherClient =
          Pair.client(
              HaStreamClient.builder()
                  .primary(Pair.target(regions.primary(), other))
                  .secondaryResolver(SecondaryResolver.fixed(Pair.secondary(regions))))) {
        String cursor = Consumer.fromTheOldest(otherClient, other, "0").cursor();
        Consumer consumer = Consumer.at(client, regions.primaryStreamOcid(), cursor);

        assertThatThrownBy(consumer::read)
            .isInstanceOfSatisfying(
                BmcException.class,
                e -> {
                  assertThat(e.getStatusCode()).isEqualTo(400);
                  assertThat(e.getMessage()).contains("another stream");
                });
      }
    }
  }

  @Test
  void aPositionOlderThanTheRetentionGoesOnAtTheOldestMessageAndSaysSo() {
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      put(client, "a", "b", "c");
      consumer.limit(1).read();
      regions.primary().advanceClock(Duration.ofHours(25));
      put(client, "d");

      consumer.readUntilDelivered(2);

      assertThat(consumer.values()).containsExactly("a", "d");
      RetentionExceeded event = events.await(RetentionExceeded.class);
      assertThat(event.target()).isEqualTo(Pair.primary(regions));
      assertThat(event.skippedAtMost()).isEqualTo(2);
    }
  }

  @Test
  void aPartitionThatTheSecondaryDoesNotHaveGivesNothingThere() {
    String wide = regions.primary().createStream("wide", 3);
    try (HaStreamClient client =
        Pair.client(
            HaStreamClient.builder()
                .primary(Pair.target(regions.primary(), wide))
                .sweepInterval(Duration.ofMillis(1))
                .secondaryResolver(SecondaryResolver.fixed(Pair.secondary(regions))))) {
      Consumer consumer = Consumer.fromTheOldest(client, wide, "2");

      consumer.readUntilEmpty();
      assertThat(consumer.read()).isEmpty();
      assertThat(consumer.read()).isEmpty();
    }
  }
}
