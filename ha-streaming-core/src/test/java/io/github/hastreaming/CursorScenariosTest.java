package io.github.hastreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import io.github.hastreaming.event.RetentionExceeded;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.StreamSettings;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
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
  void latestMeansTheSameMomentInARegionThatIsVisitedLater() {
    try (HaStreamClient client = client()) {
      Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "before");
      Consumer consumer =
          Consumer.from(client, regions.primaryStreamOcid(), "0", CreateCursorDetails.Type.Latest);
      regions.primary().inject(Fault.refused());
      put(client, "first-in-the-secondary");

      consumer.readUntilDelivered(1);

      assertThat(consumer.values()).containsExactly("first-in-the-secondary");
    }
  }

  @Test
  void findsWhatAProducerInAnotherProcessWroteElsewhere() {
    try (HaStreamClient consuming = client();
        HaStreamClient producing = client()) {
      Consumer consumer = Consumer.fromTheOldest(consuming, regions.primaryStreamOcid(), "0");
      regions.primary().inject(Fault.status(500).on(FaultScope.WRITES));
      put(producing, "a", "b");

      consumer.readUntilDelivered(2);

      assertThat(consumer.values()).containsExactly("a", "b");
      assertThat(consuming.status().isPrimaryActive()).isTrue();
      assertThat(consuming.originOf(consumer.cursor())).isEqualTo(Pair.secondary(regions));
    }
  }

  @Test
  void findsWhatAStragglerWroteToThePrimaryAfterTheSwitch() {
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      regions.primary().inject(Fault.status(500).on(FaultScope.WRITES));
      put(client, "a");
      consumer.readUntilDelivered(1);
      regions.primary().heal();
      Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "straggler");

      consumer.readUntilDelivered(2);

      assertThat(consumer.values()).containsExactly("a", "straggler");
    }
  }

  @Test
  void aClientThatStartsOnThePrimaryReadsTheRestInTheSecondary() {
    String stored;
    try (HaStreamClient client = client()) {
      regions.primary().inject(Fault.refused());
      put(client, "a", "b", "c");
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      consumer.limit(1).read();
      stored = consumer.cursor();
      regions.primary().heal();
    }
    try (HaStreamClient client = client()) {
      put(client, "d");
      Consumer consumer = Consumer.at(client, regions.primaryStreamOcid(), stored);

      consumer.readUntilDelivered(3);

      assertThat(consumer.values()).containsExactlyInAnyOrder("b", "c", "d");
    }
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

  @Test
  void aSecondaryProvisionedAgainIsReadFromWhereTheCursorStarted() {
    AtomicReference<StreamTarget> secondary = new AtomicReference<>(Pair.secondary(regions));
    try (HaStreamClient client =
        Pair.client(builder().secondaryResolver(context -> List.of(secondary.get())))) {
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      regions.primary().inject(Fault.refused());
      put(client, "a");
      consumer.readUntilDelivered(1);
      regions.secondary().deleteStream(regions.secondaryStreamOcid());
      String again = regions.secondary().createStream(StreamSettings.builder("again").build());
      secondary.set(Pair.target(regions.secondary(), again));

      put(client, "b");
      consumer.readUntilDelivered(2);

      assertThat(consumer.values()).containsExactly("a", "b");
      Awaitility.await().until(() -> client.status().active().streamOcid().equals(again));
    }
  }
}
