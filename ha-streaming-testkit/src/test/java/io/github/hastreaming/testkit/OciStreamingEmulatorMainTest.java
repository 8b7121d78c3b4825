package io.github.hastreaming.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.StreamClient;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The standalone regions as a user meets them: as a process. */
class OciStreamingEmulatorMainTest {
  @Test
  void printsWhatItRunsAndServesIt() throws Exception {
    Process process = start("--region", "sa-saopaulo-1=0", "--stream", "events:2").start();
    try {
      List<String> lines = linesUntilReady(process);

      assertThat(lines).hasSize(4);
      String endpoint = field(lines.get(0), "region name=sa-saopaulo-1 endpoint=");
      String ocid =
          field(lines.get(1), "stream region=sa-saopaulo-1 name=events partitions=2 ocid=");
      assertThat(field(lines.get(2), "control endpoint=")).startsWith("http://127.0.0.1:");
      try (StreamClient client = PlainSdk.streamClient(endpoint)) {
        client.putMessages(EmulatedRegion.putRequest(ocid, "a"));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void endsWithStatus2AndTheUsageWhenItsArgumentsAreWrong() throws Exception {
    Process process = start("--region", "sa-saopaulo-1").start();

    String errors = text(process.getErrorStream());

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(errors).startsWith("--region needs NAME=PORT").contains("Usage:");
  }

  @Test
  void endsWithStatus1WhenAPortIsTaken() throws Exception {
    try (OciStreamingEmulator other = OciStreamingEmulator.start("sa-saopaulo-1")) {
      Process process = start("--region", "sa-saopaulo-1=" + other.port()).start();

      String errors = text(process.getErrorStream());

      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(errors).contains("can't listen on port " + other.port());
    }
  }

  @Test
  void helps() throws Exception {
    Process process = start("--help").start();

    assertThat(text(process.getInputStream())).isEqualTo(StandaloneOptions.USAGE);
    assertThat(process.waitFor()).isZero();
  }

  private static ProcessBuilder start(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(OciStreamingEmulatorMain.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(new File("target"));
  }

  private static List<String> linesUntilReady(Process process) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    while (!lines.contains("ready")) {
      String line = output.readLine();
      assertThat(line).as("output before the process ended").isNotNull();
      lines.add(line);
    }
    return lines;
  }

  private static String field(String line, String prefix) {
    assertThat(line).startsWith(prefix);
    return line.substring(prefix.length());
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
