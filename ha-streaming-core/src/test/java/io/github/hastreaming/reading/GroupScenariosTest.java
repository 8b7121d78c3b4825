package io.github.hastreaming.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.model.UpdateGroupDetails;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.requests.UpdateGroupRequest;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.CommitDeferred;
import io.github.hastreaming.event.CommitMadeUp;
import io.github.hastreaming.event.GroupUpdateMissed;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Consumer groups across the switch. */
class GroupScenariosTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create().partitions(4);

  private final RecordingListener events = new RecordingListener();

  private HaStreamClient client() {
    return Pair.client(
        Pair.builder(regions)
            .readTimeout(Duration.ofMillis(600))
            .probeTimeout(Duration.ofMillis(500))
            .sweepInterval(Duration.ofMillis(1))
            .listener(events));
  }

  private Consumer member(HaStreamClient client, String instance, boolean commitOnGet) {
    return Consumer.inGroup(client, regions.primaryStreamOcid(), "g", instance, commitOnGet);
  }

  private List<String> put(HaStreamClient client, String prefix, int count) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(prefix + i);
    }
    client.putMessages(Pair.put(regions.primaryStreamOcid(), values.toArray(new String[0])));
    return values;
  }

  private void advanceBothClocks(Duration duration) {
    regions.primary().advanceClock(duration);
    regions.secondary().advanceClock(duration);
  }

  @Test
  void nothingThatWasNotReturnedIsEverCommitted() {
    try (HaStreamClient client = client()) {
      Consumer consumer = member(client, "m", false);
      List<String> first = put(client, "first-", 8);
      consumer.limit(2).read();
      List<String> returned = consumer.values();
      consumer.commit();
      regions.primary().inject(Fault.resetAfterProcessing().on(FaultScope.READS).times(1));
      consumer.read();
      regions.primary().heal();
      advanceBothClocks(Duration.ofMinutes(1));

      Consumer successor = member(client, "successor", false);
      advanceBothClocks(Duration.ofMinutes(1));
      for (int round = 0; round < 20; round++) {
        successor.read();
      }

      List<String> all = new ArrayList<>(returned);
      all.addAll(successor.values());
      assertThat(all).containsAll(first);
    }
  }

  @Test
  void aHeartbeatOfABatchOfTheDeadPrimaryIsNoError() {
    try (HaStreamClient client = client()) {
      Consumer consumer = member(client, "m", false);
      put(client, "a-", 4);
      consumer.readUntilDelivered(4);
      regions.primary().inject(Fault.status(503).on(FaultScope.READS));

      consumer.heartbeat();
      consumer.commit();
      assertThat(events.await(CommitDeferred.class).group()).isEqualTo("g");

      regions.primary().heal();
      consumer.commit();
      assertThat(consumer.read()).isEmpty();
    }
  }

  @Test
  void aCommitOfTheDeadPrimarysBatchIsVoidAfterTheGroupWasMoved() {
    try (HaStreamClient client = client()) {
      Consumer consumer = member(client, "m", false);
      put(client, "a-", 4);
      consumer.readUntilDelivered(4);
      regions.primary().inject(Fault.refused());
      consumer.commit();
      events.await(CommitDeferred.class);
      moveToTheOldest(client);
      events.await(GroupUpdateMissed.class);
      regions.primary().heal();

      for (int round = 0; round < 50; round++) {
        consumer.read();
      }

      assertThat(events.of(CommitMadeUp.class)).isEmpty();
    }
  }

  private void moveToTheOldest(HaStreamClient client) {
    client.updateGroup(
        UpdateGroupRequest.builder()
            .streamId(regions.primaryStreamOcid())
            .groupName("g")
            .updateGroupDetails(
                UpdateGroupDetails.builder().type(UpdateGroupDetails.Type.TrimHorizon).build())
            .build());
  }

  @Test
  void aGroupThatOnlyTheOtherRegionHasIsMovedThere() {
    try (HaStreamClient client = client()) {
      Pair.putDirectly(regions.secondary(), regions.secondaryStreamOcid(), "s");
      regions.primary().inject(Fault.refused());
      member(client, "m", true).readUntilDelivered(1);
      regions.primary().heal();
      client.failover().failBack("test");

      moveToTheOldest(client);
      Consumer again = member(client, "m", true);
      again.readUntilDelivered(1);

      assertThat(again.values()).containsExactly("s");
    }
  }

  @Test
  void movingAGroupThatNoRegionHasIsRefusedAsTheServiceDoes() {
    try (HaStreamClient client = client()) {
      assertThatThrownBy(() -> moveToTheOldest(client))
          .isInstanceOf(BmcException.class)
          .extracting(refusal -> ((BmcException) refusal).getStatusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void movingAGroupMovesItInEveryRegion() {
    try (HaStreamClient client = client()) {
      Consumer consumer = member(client, "m", true);
      Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "p");
      Pair.putDirectly(regions.secondary(), regions.secondaryStreamOcid(), "s");
      consumer.readUntilDelivered(2);
      consumer.readUntilEmpty();

      moveToTheOldest(client);
      Consumer again = member(client, "m", true);
      again.readUntilDelivered(2);

      assertThat(again.values()).containsExactlyInAnyOrder("p", "s");
    }
  }

  @Test
  void theGroupsStateIsTheActiveRegions() {
    try (HaStreamClient client = client()) {
      member(client, "m", true).read();

      assertThat(
              client
                  .getGroup(
                      GetGroupRequest.builder()
                          .streamId(regions.primaryStreamOcid())
                          .groupName("g")
                          .build())
                  .getGroup()
                  .getStreamId())
          .isEqualTo(regions.primaryStreamOcid());
    }
  }

  @Test
  void aGroupThatDoesNotExistIsTheServicesError() {
    try (HaStreamClient client = client()) {
      assertThatThrownBy(
              () ->
                  client.getGroup(
                      GetGroupRequest.builder()
                          .streamId(regions.primaryStreamOcid())
                          .groupName("nobody")
                          .build()))
          .isInstanceOfSatisfying(
              BmcException.class, e -> assertThat(e.getStatusCode()).isEqualTo(404));
    }
  }
}
