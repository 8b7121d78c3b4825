package io.github.hastreaming.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.state.JdbcTable;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.StreamingOperation;
import io.github.hastreaming.testkit.TwoRegions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command line, and a process that follows the same store. */
class CommandsTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create().partitions(2);

  @TempDir Path directory;

  private @Nullable Operations operator;
  private Path stateFile = Path.of("");

  @BeforeEach
  void writeTheConfiguration() throws Exception {
    stateFile = directory.resolve("stream.properties");
    operator = new Operations(regions, directory);
  }

  @Test
  void statusTellsWhatTheStoreHolds() throws Exception {
    try (HaStreamClient process = process()) {
      assertThat(process.status().isPrimaryActive()).isTrue();

      assertThat(run("status")).isZero();
      assertThat(operator().out()).contains("active", "sa-saopaulo-1 (primary)", "sa-vinhedo-1");

      JsonNode answer = json("status");
      assertThat(answer.get("primaryActive").asBoolean()).isTrue();
      assertThat(answer.get("secondary").get("region").asText()).isEqualTo("sa-vinhedo-1");
    }
  }

  @Test
  void failoverAndFailbackMoveTheProcessesThatShareTheStore() throws Exception {
    try (HaStreamClient process = process()) {
      assertThat(json("failover", "--reason", "maintenance").get("primaryActive").asBoolean())
          .isFalse();
      await().until(() -> !process.status().isPrimaryActive());
      assertThat(process.status().reason()).isEqualTo("maintenance");

      assertThat(json("failback", "--reason", "done").get("primaryActive").asBoolean()).isTrue();
      await().until(() -> process.status().isPrimaryActive());
    }
  }

  @Test
  void aPinHoldsTheFleetUntilItIsEnded() throws Exception {
    try (HaStreamClient process = process()) {
      JsonNode pinned = json("pin", "--to", "secondary", "--for", "2d");
      assertThat(Instant.parse(pinned.get("pinnedUntil").asText()))
          .isAfter(Instant.now().plus(Duration.ofHours(47)));
      await().until(() -> process.status().pin().isPresent());
      assertThat(run("failback", "--reason", "home")).isEqualTo(HaStreaming.REFUSED);
      assertThat(operator().err()).contains("pinned to", "unpin first");

      assertThat(json("unpin").has("pinnedUntil")).isFalse();
      await().until(() -> process.status().pin().isEmpty());
    }
  }

  @Test
  void aDrillMovesTheFleetThereAndBackAndCountsWhatWasUnread() throws Exception {
    try (HaStreamClient process = process()) {
      group(process, "billing");
      put(process, "a", "b", "c");

      JsonNode answer = json("drill", "--stay", "2s", "--group", "billing");

      assertThat(answer.get("from").asText()).isEqualTo("sa-saopaulo-1");
      assertThat(answer.get("unreadInPrimary").asInt()).isEqualTo(3);
      assertThat(answer.get("unreadInSecondary").asInt()).isZero();
      assertThat(answer.get("failoverMillis").asLong()).isPositive();
      await().until(() -> process.status().isPrimaryActive() && process.status().epoch() > 2);
      assertThat(operator().err())
          .contains(
              "counting what billing has not read in sa-saopaulo-1",
              "probing sa-vinhedo-1 and switching to it",
              "staying in sa-vinhedo-1 for 2 s",
              "probing sa-saopaulo-1 and switching back to it");
    }
  }

  @Test
  void aDrillThatIsEndedFromOutsideSaysWhereItLeavesTheFleet() throws Exception {
    try (HaStreamClient process = process()) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      Collections.addAll(command, "-cp", System.getProperty("java.class.path"));
      command.add(HaStreaming.class.getName());
      command.addAll(operator().line("file:" + stateFile, "drill", "--stay", "1h"));
      Process drill = new ProcessBuilder(command).start();
      try (BufferedReader err = drill.errorReader(UTF_8)) {
        String line = "";
        while (!line.contains("staying in")) {
          line = Objects.requireNonNull(err.readLine(), "the drill ended");
        }
        drill.toHandle().destroy(); // As Ctrl-C does, and its output stays open.

        assertThat(err.lines())
            .anyMatch(
                said ->
                    said.contains("the fleet is in sa-vinhedo-1, where it stays")
                        && said.contains(
                            "To bring it back to sa-saopaulo-1: ha-streaming failback"));
      }
      await().until(() -> !process.status().isPrimaryActive());
      assertThat(run("failback", "--reason", "the drill was ended")).isZero();
    }
  }

  @Test
  void aDrillAsksARegionThatHangsForItsGroupOnce() throws Exception {
    try (HaStreamClient process = process()) {
      group(process, "billing");
      regions.primary().clearRequests();
      regions.primary().inject(Fault.hang().on(StreamingOperation.GET_GROUP));

      assertThat(run("drill", "--stay", "2s", "--group", "billing")).isEqualTo(HaStreaming.REFUSED);

      assertThat(operator().err()).contains("billing", "so nothing was moved");
      assertThat(regions.primary().requests())
          .filteredOn(request -> request.operation().equals("getGroup"))
          .hasSize(1);
    }
  }

  @Test
  void aDrillThatCannotCountItsGroupMovesNothing() throws Exception {
    try (HaStreamClient process = process()) {
      assertThat(run("drill", "--stay", "2s", "--group", "mistyped"))
          .isEqualTo(HaStreaming.REFUSED);
      assertThat(operator().err()).contains("mistyped", "404", "nothing was moved");
      assertThat(run("drill", "--stay=-5s")).isEqualTo(HaStreaming.WRONG_USAGE);
      assertThat(process.status().epoch()).isLessThan(2);
    }
  }

  @Test
  void aDrillComesBackThoughItCannotCountMeanwhile() throws Exception {
    try (HaStreamClient process = process();
        StreamClient past =
            StreamClient.builder()
                .endpoint(regions.primary().endpoint())
                .build(Operations.credentials())) {
      group(past, "billing"); // In one region only.

      JsonNode answer = json("drill", "--stay", "2s", "--group", "billing");

      assertThat(answer.get("unreadInPrimary").asInt()).isZero();
      assertThat(answer.get("unreadInSecondaryFailure").asText()).contains("404");
      await().until(() -> process.status().isPrimaryActive() && process.status().epoch() > 2);
      assertThat(json("status").get("primaryActive").asBoolean()).isTrue();
    }
  }

  @Test
  void aSecondaryThatDoesNotAnswerIsNotSwitchedTo() throws Exception {
    try (HaStreamClient process = process()) {
      regions.secondary().inject(Fault.status(503));

      assertThat(run("failover", "--reason", "drill")).isEqualTo(HaStreaming.REFUSED);
      assertThat(operator().err()).contains("cannot be switched to", "503");
      assertThat(json("status").get("primaryActive").asBoolean()).isTrue();
      assertThat(process.status().isPrimaryActive()).isTrue();

      assertThat(run("failover", "--reason", "I know better", "--force")).isZero();
      await().until(() -> !process.status().isPrimaryActive());
    }
  }

  @Test
  void aFleetOnPostgresIsMovedTheSameWay() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      FailoverStateStore store =
          FailoverStateStore.jdbc(server.getPostgresDatabase(), JdbcTable.CREATED_IF_MISSING);
      try (HaStreamClient process = operator().process(store)) {
        String url = server.getJdbcUrl("postgres", "postgres");

        assertThat(operator().run(url, "failover", "--reason", "drill"))
            .as(operator().err())
            .isZero();
        await().until(() -> !process.status().isPrimaryActive());
      }
    }
  }

  @Test
  void whatCannotBeDoneSaysWhyAndHasAStatusOfItsOwn() {
    assertThat(run("status")).isEqualTo(HaStreaming.NO_STATE);
    assertThat(operator().err()).contains("there is no file");

    assertThat(operator().run("jdbc:postgresql://127.0.0.1:1/x?password=secret", "status"))
        .isEqualTo(HaStreaming.NO_STATE);
    assertThat(operator().err())
        .contains("the database cannot be used: ", "refused")
        .doesNotContain("secret");
    assertThat(operator().run("file:" + directory, "status")).isEqualTo(HaStreaming.NO_STATE);
    assertThat(operator().err()).contains("is a directory; name the state file in it");
    assertThat(operator().run("redis://host?password=secret", "status"))
        .isEqualTo(HaStreaming.WRONG_USAGE);
    assertThat(operator().err()).contains("file:PATH, jdbc:").doesNotContain("secret");

    assertThat(run("pin", "--to", "tertiary", "--for", "2h")).isEqualTo(HaStreaming.WRONG_USAGE);
    assertThat(run("pin", "--to", "primary", "--for", "soon")).isEqualTo(HaStreaming.WRONG_USAGE);
    assertThat(operator().err()).contains("'soon' is no duration such as 90s");
    assertThat(run("failover")).isEqualTo(HaStreaming.WRONG_USAGE);
    assertThat(operator().run("jdbc:nothing:x", "status")).isEqualTo(HaStreaming.NO_STATE);
    assertThat(operator().run("foo://user:secret@host", "status"))
        .isEqualTo(HaStreaming.WRONG_USAGE);
    assertThat(operator().err()).contains("begins with \"foo:\"").doesNotContain("secret");
  }

  @Test
  void asksNoEndpointThatIsNotTrusted() throws Exception {
    try (HaStreamClient process = process()) {
      group(process, "billing");
      int requests = regions.primary().requests().size();

      int status =
          operator()
              .execute(
                  List.of(
                      "drill",
                      "--group=billing",
                      "--store=file:" + stateFile,
                      "--primary=" + regions.primaryStreamOcid(),
                      "--config-file=" + operator().config()));

      assertThat(status).isEqualTo(HaStreaming.REFUSED);
      assertThat(operator().err()).contains("127.0.0.1", "--allow-endpoint-host");
      assertThat(regions.primary().requests()).hasSize(requests);
    }
  }

  @Test
  void aPinThatIsSetAgainIsToldAsItIsStored() throws Exception {
    try (HaStreamClient process = process()) {
      JsonNode first = json("pin", "--to", "primary", "--for", "1h");
      JsonNode second = json("pin", "--to", "primary", "--for", "2h");

      assertThat(second.get("epoch").asLong()).isGreaterThan(first.get("epoch").asLong());
      assertThat(second.get("pinnedUntil").asText())
          .isGreaterThan(first.get("pinnedUntil").asText());
      await().until(() -> process.status().epoch() == second.get("epoch").asLong());
    }
  }

  @Test
  void aStateOfAnotherPrimaryIsNone() throws Exception {
    try (HaStreamClient process = process()) {
      int status =
          operator()
              .execute(
                  List.of(
                      "status", "--store", "file:" + stateFile, "--primary", "ocid1.stream.other"));

      assertThat(status).isEqualTo(HaStreaming.NO_STATE);
      assertThat(process.status().isStateStoreOk()).isTrue();
    }
  }

  private JsonNode json(String... command) throws IOException {
    return operator().json("file:" + stateFile, command);
  }

  private int run(String... command) {
    return operator().run("file:" + stateFile, command);
  }

  private HaStreamClient process() {
    return operator().process(FailoverStateStore.propertiesFile(stateFile));
  }

  private Operations operator() {
    return Objects.requireNonNull(operator);
  }

  private void group(Stream client, String name) {
    client.createGroupCursor(
        CreateGroupCursorRequest.builder()
            .streamId(regions.primaryStreamOcid())
            .createGroupCursorDetails(
                CreateGroupCursorDetails.builder()
                    .groupName(name)
                    .instanceName("one")
                    .type(CreateGroupCursorDetails.Type.TrimHorizon)
                    .build())
            .build());
  }

  private void put(HaStreamClient client, String... values) {
    List<PutMessagesDetailsEntry> entries = new ArrayList<>();
    for (String value : values) {
      entries.add(PutMessagesDetailsEntry.builder().value(value.getBytes(UTF_8)).build());
    }
    client.putMessages(
        PutMessagesRequest.builder()
            .streamId(regions.primaryStreamOcid())
            .putMessagesDetails(PutMessagesDetails.builder().messages(entries).build())
            .build());
  }
}
