package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.UpdateGroupDetails;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.requests.UpdateGroupRequest;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation works in every situation of the pair, and no error reaches the caller. */
class EveryOperationTest {

  enum Situation {
    PRIMARY_ACTIVE,
    SECONDARY_ACTIVE,
    PRIMARY_DEAD,
    SECONDARY_DEAD,
    JUST_FAILED_OVER,
    JUST_FAILED_BACK
  }

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

  /** What an application has at hand when the situation arises. */
  private static final class Application {
    private final HaStreamClient client;
    private final String stream;
    private final Consumer partition;
    private final Consumer group;

    private Application(HaStreamClient client, String stream) {
      this.client = client;
      this.stream = stream;
      client.putMessages(Pair.put(stream, "before"));
      this.partition = Consumer.fromTheOldest(client, stream, "0");
      this.group = Consumer.inGroup(client, stream, "g", "i", false);
      partition.read();
      group.read();
    }
  }

  private void arrange(Situation situation, HaStreamClient client) {
    switch (situation) {
      case PRIMARY_ACTIVE -> {}
      case SECONDARY_ACTIVE -> {
        failOver(client, Fault.status(500).on(FaultScope.WRITES));
        regions.primary().heal();
      }
      case PRIMARY_DEAD -> regions.primary().inject(Fault.refused());
      case SECONDARY_DEAD -> regions.secondary().inject(Fault.refused());
      case JUST_FAILED_OVER -> failOver(client, Fault.refused());
      case JUST_FAILED_BACK -> {
        failOver(client, Fault.refused());
        regions.primary().heal();
        client.failover().failBack("it is healthy again");
        assertThat(client.status().isPrimaryActive()).isTrue();
      }
    }
  }

  private void failOver(HaStreamClient client, Fault fault) {
    int before = events.failoversCompleted().size();
    regions.primary().inject(fault);
    // A slow machine can miss the probe of the secondary; the next failing call asks again.
    Awaitility.await()
        .until(
            () -> {
              client.putMessages(Pair.put(regions.primaryStreamOcid(), "failing-over"));
              return events.failoversCompleted().size() > before;
            });
  }

  private void perform(String operation, Application app) {
    Stream client = app.client;
    switch (operation) {
      case "putMessages" ->
          assertThat(
                  client
                      .putMessages(Pair.put(app.stream, "x"))
                      .getPutMessagesResult()
                      .getFailures())
              .isZero();
      case "createCursor TRIM_HORIZON", "createCursor LATEST" ->
          createCursor(client, app.stream, operation.substring("createCursor ".length()));
      case "createCursor AT_TIME", "createCursor AT_OFFSET", "createCursor AFTER_OFFSET" ->
          createCursor(client, app.stream, operation.substring("createCursor ".length()));
      case "createGroupCursor" -> Consumer.inGroup(client, app.stream, "h", true).read();
      case "getMessages" -> app.partition.read();
      case "getMessages in a group" -> app.group.read();
      case "consumerCommit" -> app.group.commit();
      case "consumerHeartbeat" -> app.group.heartbeat();
      case "getGroup" ->
          assertThat(
                  client
                      .getGroup(
                          GetGroupRequest.builder().streamId(app.stream).groupName("g").build())
                      .getGroup()
                      .getGroupName())
              .isEqualTo("g");
      case "updateGroup" ->
          client.updateGroup(
              UpdateGroupRequest.builder()
                  .streamId(app.stream)
                  .groupName("g")
                  .updateGroupDetails(
                      UpdateGroupDetails.builder()
                          .type(UpdateGroupDetails.Type.TrimHorizon)
                          .build())
                  .build());
      default -> throw new AssertionError(operation);
    }
  }

  private static void createCursor(Stream client, String stream, String type) {
    CreateCursorDetails.Builder details =
        CreateCursorDetails.builder().partition("0").type(CreateCursorDetails.Type.create(type));
    if (type.equals("AT_TIME")) {
      details.time(Date.from(Instant.now().minusSeconds(1)));
    } else if (type.endsWith("OFFSET")) {
      details.offset(0L);
    }
    String cursor =
        client
            .createCursor(
                CreateCursorRequest.builder()
                    .streamId(stream)
                    .createCursorDetails(details.build())
                    .build())
            .getCursor()
            .getValue();
    Consumer.at(client, stream, cursor).read();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "putMessages",
    "createCursor TRIM_HORIZON",
    "createCursor LATEST",
    "createCursor AT_TIME",
    "createCursor AT_OFFSET",
    "createCursor AFTER_OFFSET",
    "createGroupCursor",
    "getMessages",
    "getMessages in a group",
    "consumerCommit",
    "consumerHeartbeat",
    "getGroup",
    "updateGroup"
  })
  void worksInEverySituation(String operation) {
    for (Situation situation : Situation.values()) {
      regions.primary().heal();
      regions.secondary().heal();
      try (HaStreamClient client = client()) {
        Application app = new Application(client, regions.primaryStreamOcid());
        arrange(situation, client);

        for (int round = 0; round < 3; round++) {
          perform(operation, app);
        }
        app.partition.read();
        app.group.read();
      } catch (RuntimeException e) {
        throw new AssertionError(operation + " in " + situation, e);
      }
    }
  }
}
