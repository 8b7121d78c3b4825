package io.github.hastreaming.support;

import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.OciStreamingEmulatorMain;
import java.util.HashMap;
import java.util.Map;

/**
 * Emulated regions in a process of their own, each with one stream. Several start at the same time:
 * only who asks for what a process says waits for it. For one thread.
 */
public final class RegionsProcess implements AutoCloseable {

  private final JavaProcess process;
  private final Map<String, String> streams = new HashMap<>();
  private final Map<String, String> endpoints = new HashMap<>();
  private String control = "";
  private boolean ready;

  private RegionsProcess(JavaProcess process) {
    this.process = process;
  }

  /**
   * Starts the regions.
   *
   * @param arguments of {@link OciStreamingEmulatorMain}
   */
  public static RegionsProcess start(String... arguments) {
    return of(JavaProcess.start(OciStreamingEmulatorMain.class, arguments));
  }

  /** The regions of a process that prints what {@link OciStreamingEmulatorMain} does. */
  public static RegionsProcess of(JavaProcess process) {
    return new RegionsProcess(process);
  }

  private void awaitReady() {
    while (!ready) {
      String line = process.readLine();
      ready = line.equals("ready");
      read(line);
    }
  }

  private void read(String line) {
    if (line.startsWith("region ")) {
      endpoints.put(field(line, "name"), field(line, "endpoint"));
    } else if (line.startsWith("stream ")) {
      streams.put(field(line, "region"), field(line, "ocid"));
    } else if (line.startsWith("control ")) {
      control = field(line, "endpoint");
    }
  }

  private static String field(String line, String name) {
    String rest = line.substring(line.indexOf(name + "=") + name.length() + 1);
    return rest.contains(" ") ? rest.substring(0, rest.indexOf(' ')) : rest;
  }

  /** The stream of a region. */
  public StreamTarget target(String region) {
    awaitReady();
    return StreamTarget.of(
        region, streams.getOrDefault(region, ""), endpoints.getOrDefault(region, ""));
  }

  /** The control endpoint. */
  public String control() {
    awaitReady();
    return control;
  }

  public JavaProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
