package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.model.CreateCursorDetails;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.event.MessagesUnreachable;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Account;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.support.Scenario;
import io.github.hastreaming.support.Scenario.ConsumerProcess;
import io.github.hastreaming.support.SharedTimeSource;
import io.github.hastreaming.support.VirtualTimeSource;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Readers of a partition lose no acknowledged message: each scenario with the account of its
 * messages, and once more with the consumer's process restarted in the middle.
 */
class FailoverScenariosTest {

  private final VirtualTimeSource time = new VirtualTimeSource();

  @RegisterExtension
  final TwoRegions regions = TwoRegions.create().clock(SharedTimeSource.clockOf(time));

  private final RecordingListener events = new RecordingListener();

  private Scenario scenario(ConsumerProcess process) {
    return new Scenario(regions, time, process, this::builder);
  }

  private HaStreamClientBuilder builder() {
    return Pair.builder(regions).listener(events);
  }

  @ParameterizedTest
  @EnumSource
  void thePrimaryDiesWithUnreadMessagesAndComesBack(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer reader = scenario.reader();
      scenario.put("a");
      scenario.pollUntilDelivered(reader, 1);
      scenario.put("unread-1", "unread-2");
      regions.primary().inject(Fault.refused());
      scenario.put("b", "c");

      scenario.poll(reader);
      scenario.inTheMiddle();
      scenario.poll(reader);
      assertThat(reader.values()).containsExactly("a", "b", "c");

      regions.primary().heal();
      scenario.pollUntilAllIsDelivered(reader);
      assertThat(reader.values()).containsExactly("a", "b", "c", "unread-1", "unread-2");
      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePrimaryDiesForGoodAndItsUnreadMessagesAreTold(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer reader = scenario.reader();
      scenario.put("a");
      scenario.pollUntilDelivered(reader, 1);
      scenario.put("unread-1", "unread-2");
      regions.primary().inject(Fault.refused());
      scenario.put("b");
      scenario.pollUntilDelivered(reader, 2);

      scenario.inTheMiddle();
      scenario.put("c");
      scenario.pollUntilDelivered(reader, 3);
      scenario.pass(Duration.ofMinutes(10));
      scenario.poll(reader);

      assertThat(scenario.account()).isEqualTo(new Account(5, 5, 3, 0, 2));
      assertThat(events.of(MessagesUnreachable.class))
          .isNotEmpty()
          .allSatisfy(event -> assertThat(event.target()).isEqualTo(Pair.primary(regions)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProducerSwitchesTenSecondsLate(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer reader = scenario.reader();
      regions.primary().inject(Fault.status(500).on(FaultScope.WRITES));
      scenario.put("a");
      scenario.pollUntilDelivered(reader, 1);
      regions.primary().heal();

      scenario.inTheMiddle();
      for (int second = 0; second < 10; second++) {
        scenario.putDirectly(regions.primary(), "straggler-" + second);
        scenario.put("b-" + second);
        scenario.pass(Duration.ofSeconds(1));
        scenario.poll(reader);
      }

      scenario.pollUntilAllIsDelivered(reader);
      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(21));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProducerInAnotherProcessSwitchesWithoutASharedStore(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer reader = scenario.reader().limit(1);
      regions.primary().inject(Fault.status(500).on(FaultScope.WRITES));
      scenario.put("a", "b", "c");

      scenario.pollUntilDelivered(reader, 1);
      scenario.inTheMiddle();
      scenario.pollUntilAllIsDelivered(reader);

      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(3));
      assertThat(scenario.consumer().status().isPrimaryActive()).isTrue();
      assertThat(scenario.producer().status().isPrimaryActive()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsBackWithAnUnreadRestInTheSecondary(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer reader = scenario.reader().limit(1);
      regions.primary().inject(Fault.refused());
      scenario.put("a", "rest-1", "rest-2");
      scenario.pollUntilDelivered(reader, 1);
      regions.primary().heal();
      scenario.producer().failover().failBack("it is healthy again");
      scenario.consumer().failover().failBack("it is healthy again");
      scenario.put("d");

      scenario.inTheMiddle();
      scenario.pollUntilAllIsDelivered(reader);

      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsOverThreeTimesInARowAndLeavesUnreadMessagesEachTimeInEachRegion(
      ConsumerProcess process) {
    List<Fault> faults = List.of(Fault.refused(), Fault.status(503), Fault.resetBeforeProcessing());
    try (Scenario scenario = scenario(process)) {
      Consumer reader = scenario.reader().limit(1);
      for (int round = 0; round < faults.size(); round++) {
        scenario.putMany("primary-" + round + "-", 4);
        scenario.poll(reader);
        regions.primary().inject(faults.get(round));
        scenario.putMany("secondary-" + round + "-", 4);
        scenario.producer().failover().failOver("the primary is down");
        scenario.poll(reader);
        scenario.inTheMiddle();
        scenario.poll(reader);
        regions.primary().heal();
        scenario.pass(Duration.ofSeconds(10));
        scenario.producer().failover().failBack("it is healthy again");
        scenario.consumer().failover().failBack("it is healthy again");
        assertThat(scenario.account().lost()).as("unread").isGreaterThan(4 * round);
      }

      scenario.pollUntilAllIsDelivered(reader);
      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(24));
      assertThat(regions.primary().messages()).hasSize(12);
      assertThat(regions.secondary().messages()).hasSize(12);
    }
  }

  @ParameterizedTest
  @EnumSource
  void latestMeansTheSameMomentInARegionThatIsVisitedLater(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "before");
      Consumer reader = scenario.reader(CreateCursorDetails.Type.Latest);
      regions.primary().inject(Fault.refused());
      scenario.put("first-in-the-secondary");
      scenario.inTheMiddle();

      scenario.pollUntilAllIsDelivered(reader);
      assertThat(reader.values()).containsExactly("first-in-the-secondary");
      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theConsumerIsIdleForLongerThanTheServicesCursorsLive(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer reader = scenario.reader().limit(1);
      scenario.put("a", "b");
      scenario.putDirectly(regions.secondary(), "c", "d");
      scenario.pollUntilDelivered(reader, 2);

      scenario.pass(Duration.ofMinutes(6));
      scenario.inTheMiddle();
      scenario.pollUntilAllIsDelivered(reader);

      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void neitherRegionStarvesWhileBothAreWritten(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer reader = scenario.reader().limit(1);
      for (int i = 0; i < 60; i++) {
        scenario.putDirectly(regions.primary(), "p" + i);
        scenario.putDirectly(regions.secondary(), "s" + i);
        scenario.poll(reader);
        if (i == 30) {
          scenario.inTheMiddle();
        }
      }
      // A turn is a sweep interval of 5 s, ten polls.
      assertThat(reader.values().subList(30, 60)).anyMatch(v -> v.startsWith("p"));
      assertThat(reader.values().subList(30, 60)).anyMatch(v -> v.startsWith("s"));

      scenario.pollUntilAllIsDelivered(reader);
      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(120));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theClientsClockIsTwoMinutesAheadOfTheServices(ConsumerProcess process) {
    regions.primary().advanceClock(Duration.ofMinutes(-2));
    regions.secondary().advanceClock(Duration.ofMinutes(-2));
    try (Scenario scenario = scenario(process)) {
      Consumer reader = scenario.reader(CreateCursorDetails.Type.Latest);
      scenario.put("a", "b");
      regions.primary().inject(Fault.refused());
      scenario.put("c");
      scenario.pollUntilDelivered(reader, 1);
      scenario.inTheMiddle();
      regions.primary().heal();

      scenario.pollUntilAllIsDelivered(reader);
      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSecondaryIsDeletedAndProvisionedAgain(ConsumerProcess process) {
    AtomicReference<StreamTarget> secondary = new AtomicReference<>(Pair.secondary(regions));
    SecondaryResolver resolver = context -> List.of(secondary.get());
    try (Scenario scenario =
        new Scenario(regions, time, process, () -> builder().secondaryResolver(resolver))) {
      Consumer reader = scenario.reader();
      regions.primary().inject(Fault.refused());
      scenario.put("a");
      scenario.pollUntilDelivered(reader, 1);
      regions.secondary().deleteStream(regions.secondaryStreamOcid());
      String again = regions.secondary().createStream("again", 1);
      secondary.set(Pair.target(regions.secondary(), again));
      scenario.inTheMiddle();
      scenario.put("b");

      scenario.pollUntilAllIsDelivered(reader);
      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(2));
      assertThat(scenario.consumer().originOf(reader.cursor()).streamOcid()).isEqualTo(again);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aJobThatStopsAtItsFirstEmptyBatchHasReadBothRegions(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      regions.primary().inject(Fault.refused());
      scenario.put("in-the-secondary");
      regions.primary().heal();
      scenario.putDirectly(regions.primary(), "in-the-primary-1", "in-the-primary-2");
      Consumer reader = scenario.reader().limit(1);
      reader.read();
      scenario.inTheMiddle();

      reader.readUntilEmpty();
      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(3));
    }
  }
}
