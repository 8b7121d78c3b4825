package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.model.UpdateGroupDetails;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.requests.UpdateGroupRequest;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.MessagesUnreachable;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.TimedRegions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who asks for groups that do not exist says nothing about the regions. */
class MonitorsTest {

  private static final Duration STEP = Duration.ofMillis(500);

  private final TimedRegions regions = new TimedRegions();

  @AfterEach
  void close() {
    regions.close();
  }

  /** What a monitor asks, which is answered with a 404. */
  enum Question {
    GET_GROUP {
      @Override
      void ask(HaStreamClient client, String stream, String group) {
        client.getGroup(GetGroupRequest.builder().streamId(stream).groupName(group).build());
      }
    },
    UPDATE_GROUP {
      @Override
      void ask(HaStreamClient client, String stream, String group) {
        client.updateGroup(
            UpdateGroupRequest.builder()
                .streamId(stream)
                .groupName(group)
                .updateGroupDetails(
                    UpdateGroupDetails.builder().type(UpdateGroupDetails.Type.TrimHorizon).build())
                .build());
      }
    };

    abstract void ask(HaStreamClient client, String stream, String group);
  }

  private void askInVain(HaStreamClient client, Question question, int groups) {
    for (int group = 0; group < groups; group++) {
      String name = "not yet " + group;
      assertThatThrownBy(() -> question.ask(client, regions.primary().streamOcid(), name))
          .isInstanceOfSatisfying(
              BmcException.class, e -> assertThat(e.getStatusCode()).isEqualTo(404));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMissingGroupAskedForAgainAndAgainHoldsBackNoMessage(Question question) {
    HaStreamClient client = regions.client();
    Consumer consumer = regions.consumer(client);
    consumer.readUntilEmpty();

    for (int step = 0; step < 240; step++) {
      String late = "late " + step;
      if (step % 10 == 0) {
        askInVain(client, question, 3);
      }
      if (step % 30 == 15) {
        Pair.putDirectly(regions.secondary().emulator(), regions.secondary().streamOcid(), late);
        assertDelivered(consumer, late, Duration.ofSeconds(11));
      }
      regions.put(client, "m" + step);
      assertDelivered(consumer, "m" + step, Duration.ofSeconds(1));
      regions.time().advance(STEP);
    }

    assertThat(regions.events().of(MessagesUnreachable.class)).isEmpty();
    assertThat(regions.events().of(RegionFailed.class)).isEmpty();
    assertThat(client.status().isPrimaryActive()).isTrue();
  }

  /** The primary's 404 is handed over, and the secondary knows the group. */
  @ParameterizedTest
  @EnumSource
  void aGroupOfTheSecondaryOnlyHoldsUpNoReadOfThePrimary(Question question) {
    HaStreamClient client = regions.client();
    client.failover().failOver("drill");
    regions.primary().fails(operation -> io.github.hastreaming.support.Failures.refused());
    Consumer.inGroup(client, regions.primary().streamOcid(), "only there", true).read();
    regions.primary().heal();
    regions.time().runPending();
    client.failover().failBack("drill");
    Consumer consumer = regions.consumer(client);
    consumer.readUntilEmpty();
    int unreachable = regions.events().of(MessagesUnreachable.class).size();

    for (int step = 0; step < 120; step++) {
      if (step % 10 == 0) {
        for (int times = 0; times < 4; times++) {
          question.ask(client, regions.primary().streamOcid(), "only there");
        }
      }
      regions.put(client, "m" + step);
      assertDelivered(consumer, "m" + step, Duration.ofSeconds(1));
      regions.time().advance(STEP);
    }
    assertThat(regions.events().of(MessagesUnreachable.class)).hasSize(unreachable);
  }

  private void assertDelivered(Consumer consumer, String value, Duration within) {
    Duration begun = regions.passed();
    consumer.read();
    while (!consumer.values().contains(value)) {
      assertThat(regions.passed().minus(begun)).as("waiting for " + value).isLessThan(within);
      regions.time().advance(STEP);
      consumer.read();
    }
  }
}
