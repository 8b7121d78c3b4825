package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.StandaloneOptions.RegionOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The regions of one process, with their streams and their control endpoint. */
final class StandaloneRegions implements AutoCloseable {
  private final Map<String, OciStreamingEmulator> regions;
  private final ControlServer control;

  private StandaloneRegions(Map<String, OciStreamingEmulator> regions, ControlServer control) {
    this.regions = regions;
    this.control = control;
  }

  /**
   * Starts all regions, or none.
   *
   * @throws IllegalStateException if a port is taken
   */
  static StandaloneRegions start(StandaloneOptions options) {
    Map<String, OciStreamingEmulator> regions = new LinkedHashMap<>();
    try {
      options.regions().forEach(region -> regions.put(region.name(), start(region, options)));
      ControlServer control = ControlServer.start(options.controlPort(), new ControlApi(regions));
      return new StandaloneRegions(regions, control);
    } catch (IllegalStateException portTaken) {
      regions.values().forEach(OciStreamingEmulator::close);
      throw portTaken;
    }
  }

  /** A line for each region and stream and one for the control endpoint. */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (OciStreamingEmulator region : regions.values()) {
      lines.add("region name=" + region.region() + " endpoint=" + region.endpoint());
      region.streams().forEach(stream -> lines.add(describe(region, stream)));
    }
    lines.add("control endpoint=" + control.endpoint());
    return lines;
  }

  @Override
  public void close() {
    control.close();
    regions.values().forEach(OciStreamingEmulator::close);
  }

  private static OciStreamingEmulator start(RegionOption option, StandaloneOptions options) {
    OciStreamingEmulator region =
        OciStreamingEmulator.builder()
            .region(option.name())
            .port(option.port())
            .lifecycleDelay(options.lifecycleDelay())
            .start();
    options.streams().stream()
        .filter(stream -> stream.isIn(option.name()))
        .forEach(stream -> region.createStream(stream.name(), stream.partitions()));
    return region;
  }

  private static String describe(OciStreamingEmulator region, StreamDescription stream) {
    return String.format(
        "stream region=%s name=%s partitions=%d ocid=%s",
        region.region(), stream.name(), stream.partitions(), stream.ocid());
  }
}
