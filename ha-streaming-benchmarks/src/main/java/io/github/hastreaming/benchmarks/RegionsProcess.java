package io.github.hastreaming.benchmarks;

import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.OciStreamingEmulatorMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Two emulated regions in a process of their own, so that their memory is not counted. */
final class RegionsProcess implements AutoCloseable {

  private static final String PRIMARY = "sa-saopaulo-1";
  private static final String SECONDARY = "sa-vinhedo-1";

  private final Process process;
  private final Map<String, String> endpoints = new HashMap<>();
  private final Map<String, String> streams = new HashMap<>();

  private RegionsProcess(Process process) {
    this.process = process;
  }

  static RegionsProcess start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OciStreamingEmulatorMain.class.getName(),
                "--region",
                PRIMARY + "=0",
                "--region",
                SECONDARY + "=0",
                "--stream",
                "orders:1")
            .redirectError(Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    RegionsProcess regions = new RegionsProcess(process);
    regions.readWhatItPrints();
    return regions;
  }

  private void readWhatItPrints() throws IOException {
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
      if (line == null) {
        throw new IOException("the regions' process ended");
      }
      if (line.startsWith("region ")) {
        endpoints.put(field(line, "name"), field(line, "endpoint"));
      } else if (line.startsWith("stream ")) {
        streams.put(field(line, "region"), field(line, "ocid"));
      }
    }
  }

  private static String field(String line, String name) {
    return line.replaceFirst(".* " + name + "=(\\S+).*", "$1");
  }

  StreamTarget primary() {
    return target(PRIMARY);
  }

  StreamTarget secondary() {
    return target(SECONDARY);
  }

  private StreamTarget target(String region) {
    return StreamTarget.of(
        region, streams.getOrDefault(region, ""), endpoints.getOrDefault(region, ""));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
