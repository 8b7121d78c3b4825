package io.github.hastreaming.support;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.VirtualTime;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.TestCredentials;
import io.github.hastreaming.testkit.TestIdentity;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Two emulated regions in virtual time, each with a stream of the same name, and clients of theirs.
 *
 * <pre>{@code
 * try (TimedRegions regions = new TimedRegions()) {
 *   HaStreamClient client = regions.client();
 *   regions.primary().takes(Duration.ofSeconds(2));
 *   regions.put(client, "slow");
 *   regions.time().advance(Duration.ofMinutes(30));
 * }
 * }</pre>
 */
public final class TimedRegions implements AutoCloseable {

  private static final TestIdentity ANYBODY = TestCredentials.identity();

  private final InterleavedTimeSource time = new InterleavedTimeSource();
  private final TimedRegion primary;
  private final TimedRegion secondary;
  private final RecordingListener events = new RecordingListener();
  private final long began = time.nanoTime();

  /** Streams of one partition. */
  public TimedRegions() {
    this(1, 1);
  }

  /** Streams of so many partitions. */
  public TimedRegions(int inPrimary, int inSecondary) {
    this.primary = new TimedRegion("sa-saopaulo-1", inPrimary, time);
    this.secondary = new TimedRegion("sa-vinhedo-1", inSecondary, time);
  }

  public InterleavedTimeSource time() {
    return time;
  }

  public TimedRegion primary() {
    return primary;
  }

  public TimedRegion secondary() {
    return secondary;
  }

  /** What the clients of {@link #builder()} told. */
  public RecordingListener events() {
    return events;
  }

  /** How long this has been running, in virtual time. */
  public Duration passed() {
    return Duration.ofNanos(time.nanoTime() - began);
  }

  /** With the secondary fixed, in the virtual time. */
  public HaStreamClientBuilder builder() {
    return builder(ANYBODY);
  }

  /** The same with the rights that the regions grant an identity. */
  public HaStreamClientBuilder builder(TestIdentity identity) {
    HaStreamClientBuilder builder =
        HaStreamClient.builder()
            .primary(primary.target())
            .secondaryResolver(SecondaryResolver.fixed(secondary.target()))
            .streamFactory(factory(identity))
            .allowedEndpointHosts("localhost", "127.0.0.1")
            .listener(events);
    return VirtualTime.on(builder, new SharedTimeSource(time));
  }

  private StreamFactory factory(TestIdentity identity) {
    return (target, timeouts) -> region(target).client(timeouts, identity);
  }

  private TimedRegion region(StreamTarget target) {
    return target.endpoint().equals(primary.emulator().endpoint()) ? primary : secondary;
  }

  /** A client with all defaults that has begun: it knows its secondary and is warm. */
  public HaStreamClient client() {
    return start(builder());
  }

  /** The same of a builder. */
  public HaStreamClient start(HaStreamClientBuilder builder) {
    HaStreamClient client = builder.build(Pair.credentials());
    time.runPending();
    return client;
  }

  public PutMessagesResponse put(Stream client, String... values) {
    return client.putMessages(Pair.put(primary.streamOcid(), values));
  }

  /** A put on a thread of its own, as soon as this one waits. */
  public CompletableFuture<PutMessagesResponse> beginPut(Stream client, String... values) {
    return time.begin(() -> put(client, values));
  }

  /** A consumer that begins with the oldest message of partition 0. */
  public Consumer consumer(Stream client) {
    return Consumer.fromTheOldest(client, primary.streamOcid(), "0");
  }

  @Override
  public void close() {
    time.close();
    primary.close();
    secondary.close();
  }
}
