package io.github.hastreaming.testkit;

import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test two fresh emulated regions, {@code sa-saopaulo-1} and {@code sa-vinhedo-1}, with
 * a stream of the same name in each.
 *
 * <pre>{@code
 * @RegisterExtension final TwoRegions regions = TwoRegions.create();
 * }</pre>
 *
 * <p>Immutable but for the regions of the test that runs; not for tests of one instance in
 * parallel.
 */
public final class TwoRegions implements BeforeEachCallback, AfterEachCallback {
  private static final String STREAM_NAME = "events";

  private final int partitions;
  private final Clock clock;
  private @Nullable Running primary;
  private @Nullable Running secondary;

  private TwoRegions(int partitions, Clock clock) {
    this.partitions = partitions;
    this.clock = clock;
  }

  /** Streams of one partition, the system's clock. */
  public static TwoRegions create() {
    return new TwoRegions(1, Clock.systemUTC());
  }

  /** The same with streams of so many partitions. */
  public TwoRegions partitions(int count) {
    return new TwoRegions(count, clock);
  }

  /** The same with another source of the regions' time. */
  public TwoRegions clock(Clock source) {
    return new TwoRegions(partitions, source);
  }

  public OciStreamingEmulator primary() {
    return running(primary).region;
  }

  public OciStreamingEmulator secondary() {
    return running(secondary).region;
  }

  public String primaryStreamOcid() {
    return running(primary).streamOcid;
  }

  public String secondaryStreamOcid() {
    return running(secondary).streamOcid;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    primary = start("sa-saopaulo-1");
    secondary = start("sa-vinhedo-1");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close(primary);
    close(secondary);
  }

  private Running start(String regionName) {
    OciStreamingEmulator region =
        OciStreamingEmulator.builder().region(regionName).clock(clock).start();
    return new Running(region, region.createStream(STREAM_NAME, partitions));
  }

  private static void close(@Nullable Running running) {
    if (running != null) {
      running.region.close();
    }
  }

  private static Running running(@Nullable Running running) {
    return Objects.requireNonNull(running, "regions run only while a test runs");
  }

  private record Running(OciStreamingEmulator region, String streamOcid) {}
}
