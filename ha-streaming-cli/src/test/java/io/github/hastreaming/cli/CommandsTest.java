package io.github.hastreaming.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.state.JdbcTable;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.StreamingOperation;
import io.github.hastreaming.testkit.TestCredentials;
import io.github.hastreaming.testkit.TwoRegions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line, and a process that follows the same store. */
class CommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension final TwoRegions regions = TwoRegions.create().partitions(2);

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path stateFile = Path.of("");

  @BeforeEach
  void writeTheConfiguration() throws Exception {
    stateFile = directory.resolve("stream.properties");
    Path key = Files.writeString(directory.resolve("key.pem"), TestCredentials.privateKeyPem());
    Files.writeString(
        directory.resolve("config"),
        String.join(
            "\n",
            "[DEFAULT]",
            "user=" + TestCredentials.userId(),
            "tenancy=" + TestCredentials.tenancyId(),
            "fingerprint=" + TestCredentials.fingerprint(),
            "region=sa-saopaulo-1",
            "key_file=" + key),
        UTF_8);
  }

  @Test
  void statusTellsWhatTheStoreHolds() throws Exception {
    try (HaStreamClient process = process(FailoverStateStore.propertiesFile(stateFile))) {
      assertThat(process.status().isPrimaryActive()).isTrue();

      assertThat(run("status")).isZero();
      assertThat(out.toString()).contains("active", "sa-saopaulo-1 (primary)", "sa-vinhedo-1");

      JsonNode answer = json("status");
      assertThat(answer.get("primaryActive").asBoolean()).isTrue();
      assertThat(answer.get("secondary").get("region").asText()).isEqualTo("sa-vinhedo-1");
    }
  }

  @Test
  void failoverAndFailbackMoveTheProcessesThatShareTheStore() throws Exception {
    try (HaStreamClient process = process(FailoverStateStore.propertiesFile(stateFile))) {
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
    try (HaStreamClient process = process(FailoverStateStore.propertiesFile(stateFile))) {
      JsonNode pinned = json("pin", "--to", "secondary", "--for", "2d");
      assertThat(Instant.parse(pinned.get("pinnedUntil").asText()))
          .isAfter(Instant.now().plus(Duration.ofHours(47)));
      await().until(() -> process.status().pin().isPresent());
      assertThat(run("failback", "--reason", "home")).isEqualTo(HaStreaming.REFUSED);
      assertThat(err.toString()).contains("pinned to", "unpin first");

      assertThat(json("unpin").has("pinnedUntil")).isFalse();
      await().until(() -> process.status().pin().isEmpty());
    }
  }

  @Test
  void aDrillMovesTheFleetThereAndBackAndCountsWhatWasUnread() throws Exception {
    try (HaStreamClient process = process(FailoverStateStore.propertiesFile(stateFile))) {
      group(process, "billing");
      put(process, "a", "b", "c");

      JsonNode answer = json("drill", "--stay", "2s", "--group", "billing");

      assertThat(answer.get("from").asText()).isEqualTo("sa-saopaulo-1");
      assertThat(answer.get("unreadInPrimary").asInt()).isEqualTo(3);
      assertThat(answer.get("unreadInSecondary").asInt()).isZero();
      assertThat(answer.get("failoverMillis").asLong()).isPositive();
      await().until(() -> process.status().isPrimaryActive() && process.status().epoch() > 2);
    }
  }

  @Test
  void aDrillAsksARegionThatHangsForItsGroupOnce() throws Exception {
    try (HaStreamClient process = process(FailoverStateStore.propertiesFile(stateFile))) {
      group(process, "billing");
      regions.primary().clearRequests();
      regions.primary().inject(Fault.hang().on(StreamingOperation.GET_GROUP));

      assertThat(run("drill", "--stay", "2s", "--group", "billing")).isEqualTo(HaStreaming.REFUSED);

      assertThat(err.toString()).contains("billing", "so nothing was moved");
      assertThat(regions.primary().requests())
          .filteredOn(request -> request.operation().equals("getGroup"))
          .hasSize(1);
    }
  }

  @Test
  void aDrillThatCannotCountItsGroupMovesNothing() throws Exception {
    try (HaStreamClient process = process(FailoverStateStore.propertiesFile(stateFile))) {
      assertThat(run("drill", "--stay", "2s", "--group", "mistyped"))
          .isEqualTo(HaStreaming.REFUSED);
      assertThat(err.toString()).contains("mistyped", "404", "nothing was moved");
      assertThat(run("drill", "--stay=-5s")).isEqualTo(HaStreaming.WRONG_USAGE);
      assertThat(process.status().epoch()).isLessThan(2);
    }
  }

  @Test
  void aDrillComesBackThoughItCannotCountMeanwhile() throws Exception {
    try (HaStreamClient process = process(FailoverStateStore.propertiesFile(stateFile));
        StreamClient past =
            StreamClient.builder().endpoint(regions.primary().endpoint()).build(credentials())) {
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
    try (HaStreamClient process = process(FailoverStateStore.propertiesFile(stateFile))) {
      regions.secondary().inject(Fault.status(503));

      assertThat(run("failover", "--reason", "drill")).isEqualTo(HaStreaming.REFUSED);
      assertThat(err.toString()).contains("cannot be switched to", "503");
      assertThat(json("status").get("primaryActive").asBoolean()).isTrue();
      assertThat(process.status().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void aFleetOnPostgresIsMovedTheSameWay() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      FailoverStateStore store =
          FailoverStateStore.jdbc(server.getPostgresDatabase(), JdbcTable.CREATED_IF_MISSING);
      try (HaStreamClient process = process(store)) {
        String url = server.getJdbcUrl("postgres", "postgres");

        assertThat(runAt(url, "failover", "--reason", "drill")).as(err.toString()).isZero();
        await().until(() -> !process.status().isPrimaryActive());
      }
    }
  }

  @Test
  void whatCannotBeDoneSaysWhyAndHasAStatusOfItsOwn() {
    assertThat(run("status")).isEqualTo(HaStreaming.NO_STATE);
    assertThat(err.toString()).contains("there is no file");

    assertThat(runAt("jdbc:postgresql://127.0.0.1:1/x?password=secret", "status"))
        .isEqualTo(HaStreaming.NO_STATE);
    assertThat(err.toString())
        .contains("the database cannot be used: ", "refused")
        .doesNotContain("secret");
    assertThat(runAt("file:" + directory, "status")).isEqualTo(HaStreaming.NO_STATE);
    assertThat(err.toString()).contains("is a directory; name the state file in it");
    assertThat(runAt("redis://host?password=secret", "status")).isEqualTo(HaStreaming.WRONG_USAGE);
    assertThat(err.toString()).contains("file:PATH, jdbc:").doesNotContain("secret");

    assertThat(run("pin", "--to", "tertiary", "--for", "2h")).isEqualTo(HaStreaming.WRONG_USAGE);
    assertThat(run("pin", "--to", "primary", "--for", "soon")).isEqualTo(HaStreaming.WRONG_USAGE);
    assertThat(err.toString()).contains("'soon' is no duration such as 90s");
    assertThat(run("failover")).isEqualTo(HaStreaming.WRONG_USAGE);
    assertThat(runAt("jdbc:nothing:x", "status")).isEqualTo(HaStreaming.NO_STATE);
    assertThat(runAt("foo://user:secret@host", "status")).isEqualTo(HaStreaming.WRONG_USAGE);
    assertThat(err.toString()).contains("begins with \"foo:\"").doesNotContain("secret");
  }

  @Test
  void asksNoEndpointThatIsNotTrusted() throws Exception {
    try (HaStreamClient process = process(FailoverStateStore.propertiesFile(stateFile))) {
      group(process, "billing");
      int requests = regions.primary().requests().size();

      int status =
          execute(
              List.of(
                  "drill",
                  "--group=billing",
                  "--store=file:" + stateFile,
                  "--primary=" + regions.primaryStreamOcid(),
                  "--config-file=" + directory.resolve("config")));

      assertThat(status).isEqualTo(HaStreaming.REFUSED);
      assertThat(err.toString()).contains("127.0.0.1", "--allow-endpoint-host");
      assertThat(regions.primary().requests()).hasSize(requests);
    }
  }

  @Test
  void aPinThatIsSetAgainIsToldAsItIsStored() throws Exception {
    try (HaStreamClient process = process(FailoverStateStore.propertiesFile(stateFile))) {
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
    try (HaStreamClient process = process(FailoverStateStore.propertiesFile(stateFile))) {
      int status =
          execute(
              List.of("status", "--store", "file:" + stateFile, "--primary", "ocid1.stream.other"));

      assertThat(status).isEqualTo(HaStreaming.NO_STATE);
      assertThat(process.status().isStateStoreOk()).isTrue();
    }
  }

  private JsonNode json(String... command) throws Exception {
    out.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--json");
    assertThat(run(all.toArray(String[]::new))).as(err.toString()).isZero();
    return JSON.readTree(out.toString());
  }

  private int run(String... command) {
    return runAt("file:" + stateFile, command);
  }

  private int runAt(String store, String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    Collections.addAll(
        line,
        "--store=" + store,
        "--primary=" + regions.primaryStreamOcid(),
        "--config-file=" + directory.resolve("config"),
        "--allow-endpoint-host=127.0.0.1");
    return execute(line);
  }

  private int execute(List<String> line) {
    CommandLine commandLine = HaStreaming.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(line.toArray(String[]::new));
  }

  /** A member of the fleet, which has stored what it knows. */
  private HaStreamClient process(FailoverStateStore store) {
    HaStreamClient client =
        HaStreamClient.builder()
            .primary(target(regions.primary(), regions.primaryStreamOcid()))
            .secondaryResolver(
                SecondaryResolver.fixed(target(regions.secondary(), regions.secondaryStreamOcid())))
            .stateStore(store)
            .statePollInterval(Duration.ofMillis(100))
            .build(credentials());
    await()
        .until(
            () ->
                store
                    .load(regions.primaryStreamOcid())
                    .filter(state -> state.secondary().isPresent())
                    .isPresent());
    return client;
  }

  private static StreamTarget target(OciStreamingEmulator region, String streamOcid) {
    return StreamTarget.of(region.region(), streamOcid, region.endpoint());
  }

  private static SimpleAuthenticationDetailsProvider credentials() {
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(TestCredentials.tenancyId())
        .userId(TestCredentials.userId())
        .fingerprint(TestCredentials.fingerprint())
        .privateKeySupplier(TestCredentials::privateKey)
        .build();
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
