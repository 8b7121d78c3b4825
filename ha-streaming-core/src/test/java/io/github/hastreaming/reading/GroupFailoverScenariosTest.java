package io.github.hastreaming.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.event.CommitDeferred;
import io.github.hastreaming.event.CommitDropped;
import io.github.hastreaming.event.CommitMadeUp;
import io.github.hastreaming.support.Account;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.support.Scenario;
import io.github.hastreaming.support.Scenario.ConsumerProcess;
import io.github.hastreaming.support.SharedTimeSource;
import io.github.hastreaming.support.VirtualTimeSource;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Consumer groups lose no acknowledged message: each scenario with the account of its messages, and
 * once more with the consumer's process restarted in the middle.
 */
class GroupFailoverScenariosTest {

  private final VirtualTimeSource time = new VirtualTimeSource();

  @RegisterExtension
  final TwoRegions regions =
      TwoRegions.create().partitions(4).clock(SharedTimeSource.clockOf(time));

  private final RecordingListener events = new RecordingListener();

  private Scenario scenario(ConsumerProcess process) {
    return new Scenario(regions, time, process, () -> Pair.builder(regions).listener(events));
  }

  @ParameterizedTest
  @EnumSource
  void thePrimaryDiesWithUnreadMessagesAndComesBack(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer member = scenario.join("m", true);
      scenario.putMany("a-", 8);
      scenario.pollUntilDelivered(member, 8);
      scenario.putMany("unread-", 8);
      regions.primary().inject(Fault.refused());
      scenario.putMany("b-", 8);
      scenario.pollUntilDelivered(member, 16);
      scenario.inTheMiddle();
      scenario.poll(member);
      regions.primary().heal();

      scenario.pollUntilAllIsDelivered(member);
      assertThat(scenario.account().lost()).isZero();
      assertThat(scenario.account().deliveredOnce()).isGreaterThanOrEqualTo(16);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneOfThreeMembersOverFourPartitionsIsKilledDuringTheFailover(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      scenario.putMany("before-", 40);
      List<Consumer> members =
          List.of(scenario.join("m1", true), scenario.join("m2", true), scenario.join("m3", true));
      members.forEach(member -> scenario.poll(member.limit(5)));
      regions.primary().inject(Fault.refused());
      scenario.putMany("during-", 40);
      List<Consumer> survivors = members.subList(0, 2);
      survivors.forEach(scenario::poll);
      scenario.inTheMiddle();
      survivors.forEach(scenario::poll);
      regions.primary().heal();
      scenario.pass(Duration.ofSeconds(40)); // The dead member's reservations end.
      scenario.putMany("after-", 40);

      scenario.pollUntil(
          survivors.get(0),
          () -> {
            scenario.poll(survivors.get(1));
            return scenario.account().lost() == 0;
          });
      Account account = scenario.account();
      assertThat(account.acknowledged()).isEqualTo(120);
      assertThat(account.deliveredAgain()).as("the last batch of each").isLessThanOrEqualTo(30);
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePrimaryIsDeadWhenItsBatchIsCommitted(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer member = scenario.join("m", false);
      scenario.putMany("a-", 8);
      scenario.pollUntilDelivered(member, 8);
      regions.primary().inject(Fault.refused());
      scenario.commit(member);
      assertThat(events.of(CommitDeferred.class)).hasSize(1);
      scenario.inTheMiddle();
      scenario.putMany("b-", 8);
      scenario.pollUntilDelivered(member, 16);
      scenario.commit(member);
      regions.primary().heal();

      scenario.pollUntil(member, () -> !events.of(CommitMadeUp.class).isEmpty());
      scenario.pass(Duration.ofMinutes(1));
      Consumer successor = scenario.join("successor", false);
      scenario.put("c");
      scenario.pollUntilAllIsDelivered(successor);
      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(17));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInstanceComesBackAfterAnotherGotItsPartitions(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer first = scenario.join("m1", false);
      scenario.putMany("a-", 8);
      scenario.pollUntilDelivered(first, 8);
      regions.primary().inject(Fault.refused());
      scenario.commit(first);
      scenario.pass(Duration.ofSeconds(40)); // Its reservations end.
      regions.primary().heal();
      Consumer second = scenario.join("m2", false);
      scenario.pollUntilDelivered(second, 8);
      scenario.commit(second);
      scenario.inTheMiddle();

      scenario.pollUntil(first, () -> !events.of(CommitDropped.class).isEmpty());
      assertThat(events.of(CommitMadeUp.class)).isEmpty();
      assertThat(scenario.account()).isEqualTo(new Account(8, 8, 0, 8, 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theConsumerIsIdleForLongerThanTheServicesCursorsLive(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer member = scenario.join("m", false);
      scenario.putMany("a-", 8);
      scenario.pollUntilDelivered(member, 8);
      scenario.commit(member);
      scenario.pass(Duration.ofMinutes(7));
      scenario.inTheMiddle();
      scenario.putMany("b-", 8);

      scenario.pollUntilAllIsDelivered(member);
      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(16));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCommitThatTheNextReadWouldHaveMadeIsToldWhenItIsTooLate(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer member = scenario.join("m", true);
      scenario.putMany("a-", 8);
      scenario.pollUntilDelivered(member, 8);
      scenario.pass(Duration.ofMinutes(7));
      scenario.inTheMiddle();
      scenario.poll(member);

      assertThat(events.of(CommitDropped.class))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.target()).isEqualTo(Pair.primary(regions));
                assertThat(event.group()).isEqualTo("g");
                assertThat(event.reason()).contains("expired");
              });
      scenario.pollUntilAllIsDelivered(member);
      assertThat(scenario.account()).isEqualTo(new Account(8, 8, 0, 8, 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReadWithoutAnAnswerDoesNotRepeatTheBatchBefore(ConsumerProcess process) {
    try (Scenario scenario = scenario(process)) {
      Consumer member = scenario.join("m", true);
      scenario.putMany("a-", 8);
      scenario.pollUntilDelivered(member, 8);
      scenario.inTheMiddle();
      regions.primary().inject(Fault.resetBeforeProcessing().on(FaultScope.READS).times(1));
      scenario.poll(member);
      scenario.putMany("b-", 8);

      scenario.pollUntilAllIsDelivered(member);
      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(16));
      assertThat(events.of(CommitDropped.class)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGroupExistsInOneRegionOnly(ConsumerProcess process) {
    try (Scenario scenario = scenario(process);
        StreamClient plain =
            StreamClient.builder()
                .endpoint(regions.primary().endpoint())
                .build(Pair.credentials())) {
      Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "read-already");
      Consumer old = Consumer.inGroup(plain, regions.primaryStreamOcid(), "g", "m", false);
      old.readUntilDelivered(1);
      old.commit();
      scenario.putDirectly(regions.secondary(), "in-the-secondary");
      Consumer member = scenario.join("m", true);
      scenario.inTheMiddle();

      scenario.pollUntilAllIsDelivered(member);
      assertThat(member.values()).containsExactly("in-the-secondary");
      assertThat(scenario.account()).isEqualTo(Account.ofAllOnce(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theClientsClockIsTwoMinutesAheadOfTheServices(ConsumerProcess process) {
    regions.primary().advanceClock(Duration.ofMinutes(-2));
    regions.secondary().advanceClock(Duration.ofMinutes(-2));
    try (Scenario scenario = scenario(process)) {
      Consumer member = scenario.join("m", true).limit(2);
      scenario.putMany("a-", 4);
      scenario.pollUntilDelivered(member, 2);
      regions.primary().inject(Fault.refused());
      scenario.putMany("b-", 4);
      scenario.inTheMiddle();
      scenario.pollUntilDelivered(member, 6);
      regions.primary().heal();

      scenario.pollUntilAllIsDelivered(member);
      assertThat(scenario.account().lost()).isZero();
    }
  }
}
