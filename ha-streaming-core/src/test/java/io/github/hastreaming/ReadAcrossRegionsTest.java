package io.github.hastreaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.event.MessagesUnreachable;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise P2, scenario by scenario, with the sweep at every read. */
class ReadAcrossRegionsTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create().partitions(1);

  private final RecordingListener events = new RecordingListener();

  private HaStreamClient client() {
    return Pair.client(
        Pair.builder(regions)
            .readTimeout(Duration.ofMillis(600))
            .probeTimeout(Duration.ofMillis(500))
            .sweepInterval(Duration.ofMillis(1))
            .listener(events));
  }

  private void put(HaStreamClient client, String... values) {
    client.putMessages(Pair.put(regions.primaryStreamOcid(), values));
  }

  @Test
  void readsThePrimaryWhileItServes() {
    try (HaStreamClient client = client()) {
      put(client, "a", "b", "c");
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");

      consumer.readUntilEmpty();

      assertThat(consumer.values()).containsExactly("a", "b", "c");
    }
  }

  @Test
  void deliversWhatWasUnreadInThePrimaryWhenItComesBack() {
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      put(client, "a");
      consumer.readUntilEmpty();
      put(client, "unread-1", "unread-2");
      regions.primary().inject(Fault.refused());
      put(client, "b", "c");

      consumer.readUntilEmpty();
      assertThat(consumer.values()).containsExactly("a", "b", "c");
      assertThat(events.await(MessagesUnreachable.class).target()).isEqualTo(Pair.primary(regions));

      regions.primary().heal();
      consumer.readUntilDelivered(5);
      assertThat(consumer.values()).containsExactly("a", "b", "c", "unread-1", "unread-2");
    }
  }

  @Test
  void aJobThatStopsAtItsFirstEmptyBatchHasReadBothRegions() {
    try (HaStreamClient client = client()) {
      regions.primary().inject(Fault.refused());
      put(client, "in-the-secondary");
      regions.primary().heal();
      Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "in-the-primary");
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");

      consumer.readUntilEmpty();

      assertThat(consumer.values()).containsExactlyInAnyOrder("in-the-secondary", "in-the-primary");
    }
  }

  @Test
  void aCursorGoesOnInAnotherProcess() {
    String stored;
    try (HaStreamClient client = client()) {
      put(client, "a", "b");
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      consumer.limit(1).read();
      stored = consumer.cursor();
    }
    regions.primary().inject(Fault.refused());
    try (HaStreamClient client = client()) {
      put(client, "c");
      Consumer consumer = Consumer.at(client, regions.primaryStreamOcid(), stored);
      consumer.readUntilEmpty();
      assertThat(consumer.values()).containsExactly("c");

      regions.primary().heal();
      consumer.readUntilDelivered(2);
      assertThat(consumer.values()).containsExactly("c", "b");
    }
  }

  @Test
  void goesOnWhereItStoppedAfterTheServicesCursorExpired() {
    try (HaStreamClient client = client()) {
      put(client, "a", "b");
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      consumer.limit(1).read();

      regions.primary().advanceClock(Duration.ofMinutes(6));
      consumer.readUntilEmpty();

      assertThat(consumer.values()).containsExactly("a", "b");
    }
  }

  @Test
  void neitherRegionStarvesWhileBothAreWritten() {
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0").limit(1);
      for (int i = 0; i < 20; i++) {
        Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "p" + i);
        Pair.putDirectly(regions.secondary(), regions.secondaryStreamOcid(), "s" + i);
      }

      consumer.readUntilDelivered(40);

      assertThat(consumer.values().subList(0, 10)).anyMatch(v -> v.startsWith("p"));
      assertThat(consumer.values().subList(0, 10)).anyMatch(v -> v.startsWith("s"));
      assertThat(consumer.values()).doesNotHaveDuplicates();
    }
  }

  @Test
  void aReaderThatIsThrottledFindsASecondaryThatItDidNotKnow() {
    AtomicBoolean there = new AtomicBoolean();
    SecondaryResolver resolver =
        context -> there.get() ? List.of(Pair.secondary(regions)) : List.of();
    try (HaStreamClient client =
        Pair.builder(regions).secondaryResolver(resolver).build(Pair.credentials())) {
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      Pair.putDirectly(regions.secondary(), regions.secondaryStreamOcid(), "a");
      there.set(true);
      regions.primary().inject(Fault.throttled());

      assertThat(consumer.read()).containsExactly("a");
    }
  }

  @Test
  void aGroupCrossesTheSwitchAndLosesNothing() {
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.inGroup(client, regions.primaryStreamOcid(), "g", true);
      put(client, "a", "b");
      consumer.readUntilDelivered(2);
      put(client, "unread");
      regions.primary().inject(Fault.refused());
      put(client, "c");
      consumer.readUntilDelivered(3);
      regions.primary().heal();
      consumer.readUntilDelivered(4);

      assertThat(consumer.values()).contains("a", "b", "c", "unread");
    }
  }

  @Test
  void aCommitWithThePrimaryDeadIsMadeUpWhenItIsBack() {
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.inGroup(client, regions.primaryStreamOcid(), "g", "i", false);
      put(client, "a", "b");
      consumer.readUntilDelivered(2);
      regions.primary().inject(Fault.refused());

      consumer.commit();
      events.await(io.github.hastreaming.event.CommitDeferred.class);
      put(client, "c");
      consumer.readUntilDelivered(3);
      consumer.commit();
      regions.primary().heal();
      consumer.readUntil(
          () -> !events.of(io.github.hastreaming.event.CommitMadeUp.class).isEmpty());

      Consumer successor = Consumer.inGroup(client, regions.primaryStreamOcid(), "g", "i", false);
      put(client, "d");
      successor.readUntilDelivered(1);
      assertThat(successor.values()).contains("d").doesNotContain("a", "b");
    }
  }
}
