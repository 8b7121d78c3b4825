package io.github.hastreaming.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.TestCredentials;
import io.github.hastreaming.testkit.TwoRegions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine;

/** An operator at the command line, and members of the fleet. */
final class Operations {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TwoRegions regions;
  private final Path config;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /**
   * @param directory for the configuration and a key
   */
  Operations(TwoRegions regions, Path directory) throws IOException {
    this.regions = regions;
    this.config = directory.resolve("config");
    Path key = Files.writeString(directory.resolve("key.pem"), TestCredentials.privateKeyPem());
    Files.writeString(
        config,
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

  Path config() {
    return config;
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** A command that must be done, and its answer. */
  JsonNode json(String store, String... command) throws IOException {
    out.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--json");
    assertThat(run(store, all.toArray(String[]::new))).as(err()).isZero();
    return JSON.readTree(out());
  }

  /** The exit status of a command for the pair. */
  int run(String store, String... command) {
    return execute(line(store, command));
  }

  List<String> line(String store, String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    Collections.addAll(
        line,
        "--store=" + store,
        "--primary=" + regions.primaryStreamOcid(),
        "--config-file=" + config,
        "--allow-endpoint-host=127.0.0.1");
    return line;
  }

  int execute(List<String> line) {
    CommandLine commandLine = HaStreaming.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(line.toArray(String[]::new));
  }

  /** A member of the fleet, which has stored what it knows. */
  HaStreamClient process(FailoverStateStore store) {
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

  static SimpleAuthenticationDetailsProvider credentials() {
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(TestCredentials.tenancyId())
        .userId(TestCredentials.userId())
        .fingerprint(TestCredentials.fingerprint())
        .privateKeySupplier(TestCredentials::privateKey)
        .build();
  }
}
