package io.github.hastreaming.campaign;

import com.oracle.bmc.Region;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.VirtualTime;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.resolver.ProvisioningBuilder;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.resolver.VirtualPauses;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.SharedTimeSource;
import io.github.hastreaming.support.VirtualTimeSource;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.TestCredentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Two regions in one virtual time, and how the clients of a campaign are configured. */
final class CampaignWorld implements AutoCloseable {

  /** For so long a client may believe that there is no secondary to be had. */
  private static final Duration NEGATIVE_ANSWER = Duration.ofSeconds(6);

  /** How much time passes in a call that hangs. */
  private static final Duration HANG = Duration.ofSeconds(3);

  private static final String STREAM = "events";

  private final VirtualTimeSource time = new VirtualTimeSource();
  private final CampaignRegion primary;
  private final CampaignRegion secondary;
  private final String stream;
  private final boolean provisioned;
  private final boolean sharesStore;
  private final Duration sweepInterval;
  private final Path stateFile;
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private long secondaryFaultyAt;

  CampaignWorld(long seed, Random random, Path directory) {
    stateFile = directory.resolve("stream-" + seed + ".properties");
    primary = new CampaignRegion(start("sa-saopaulo-1", seed, random.nextBoolean()));
    secondary = new CampaignRegion(start("sa-vinhedo-1", seed, random.nextBoolean()));
    int partitions = 1 + random.nextInt(3);
    stream = primary.emulator().createStream(STREAM, partitions);
    provisioned = random.nextInt(4) == 0;
    sharesStore = random.nextInt(3) > 0;
    sweepInterval = random.nextBoolean() ? Duration.ofMillis(1) : Duration.ofSeconds(5);
    if (!provisioned) {
      secondary.emulator().createStream(STREAM, 1 + random.nextInt(partitions));
    }
  }

  private OciStreamingEmulator start(String region, long seed, boolean sparseOffsets) {
    return OciStreamingEmulator.builder()
        .region(region)
        .seed(seed)
        .sparseOffsets(sparseOffsets)
        .clock(SharedTimeSource.clockOf(time))
        .start();
  }

  SkewedTime newClock() {
    return new SkewedTime(new SharedTimeSource(time));
  }

  HaStreamClient newClient(SkewedTime clock, FailoverListener listener) {
    HaStreamClientBuilder builder =
        HaStreamClient.builder()
            .primary(primary.target())
            .secondaryResolver(resolver())
            .listener(listener)
            .allowedEndpointHosts("127.0.0.1")
            .readTimeout(Campaign.READ_TIMEOUT)
            .probeTimeout(Campaign.PROBE_TIMEOUT)
            .sweepInterval(sweepInterval);
    if (sharesStore) {
      builder.stateStore(FailoverStateStore.propertiesFile(stateFile));
    }
    HaStreamClient client = VirtualTime.on(builder, clock).build(Pair.credentials());
    time.runPending();
    return client;
  }

  private SecondaryResolver resolver() {
    if (!provisioned) {
      return SecondaryResolver.fixed(secondary.target());
    }
    ProvisioningBuilder provisioning =
        SecondaryResolver.provisioning()
            .region(Region.SA_VINHEDO_1)
            .compartmentId(TestCredentials.tenancyId())
            .adminEndpoint(secondary.emulator().endpoint())
            .name(STREAM + "-secondary") // So that it can be made while the primary is down.
            .partitions(partitions());
    return VirtualPauses.in(time, provisioning).build();
  }

  /** The stream that the applications name. */
  String stream() {
    return stream;
  }

  int partitions() {
    return primary.emulator().streams().get(0).partitions();
  }

  boolean sharesStore() {
    return sharesStore;
  }

  /** What is wrong now, for people. */
  String faults() {
    return regions().stream().map(CampaignRegion::faults).toList().toString();
  }

  StreamTarget primary() {
    return primary.target();
  }

  List<CampaignRegion> regions() {
    return List.of(primary, secondary);
  }

  VirtualTimeSource time() {
    return time;
  }

  /**
   * Runs the calls at once. While one of them hangs time passes, as it would: for longer than a
   * region may hang before it is left.
   */
  void call(List<Runnable> calls) {
    int hung = hung();
    if (calls.size() == 1 && regions().stream().noneMatch(CampaignRegion::mayHang)) {
      calls.get(0).run();
      return;
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            calls.stream()
                .map(call -> CompletableFuture.runAsync(call, callers))
                .toArray(CompletableFuture<?>[]::new));
    while (!isDone(all)) {
      if (hung() > hung) {
        hung = hung();
        time.advance(HANG);
      }
    }
  }

  private static boolean isDone(CompletableFuture<Void> calls) {
    try {
      calls.get(1, TimeUnit.MILLISECONDS); // Of real time: the calls are on the wire.
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private int hung() {
    return regions().stream().mapToInt(CampaignRegion::hung).sum();
  }

  /** Whether a call of a client may fail now, because no region need serve it. */
  boolean mayFail(FaultScope kind, HaStreamClient client) {
    if (mayRefuseNewcomer(kind, client)) {
      return true;
    }
    boolean alone = client.status().secondary().isEmpty();
    if (provisioned && alone && primary.mayFail(kind) && secondaryWasFaulty()) {
      return true;
    }
    if (alone && primary.mayFailWithoutOutage()) {
      return true; // For that no secondary is asked for, also if another process has made one.
    }
    return primary.mayFail(kind) && secondary.mayFail(kind);
  }

  /** A refusal is shown as it is to a client that no region has served. */
  private boolean mayRefuseNewcomer(FaultScope kind, HaStreamClient client) {
    boolean served =
        client.status().regions().stream()
            .anyMatch(status -> status.writes().served() + status.reads().served() > 0);
    return !served && regions().stream().anyMatch(region -> region.mayRefuse(kind));
  }

  /** Whether an entry of a put may be returned as throttled. */
  boolean mayThrottle() {
    return regions().stream().anyMatch(CampaignRegion::isThrottled);
  }

  /** Whether a call may get no answer in some region. */
  boolean mayLoseAnswer(FaultScope kind) {
    return regions().stream().anyMatch(region -> region.mayLoseAnswer(kind));
  }

  private boolean secondaryWasFaulty() {
    if (secondary.isFaulty()) {
      secondaryFaultyAt = time.nanoTime();
    }
    return time.nanoTime() - secondaryFaultyAt < NEGATIVE_ANSWER.toNanos();
  }

  /** How often the connections to a region were cut, of outages that are over. */
  int cuts() {
    return primary.cuts() + secondary.cuts();
  }

  void heal(CampaignRegion region) {
    if (region == secondary && region.isFaulty()) {
      secondaryFaultyAt = time.nanoTime();
    }
    region.heal();
  }

  @Override
  public String toString() {
    return "partitions="
        + partitions()
        + " provisioned="
        + provisioned
        + " sharesStore="
        + sharesStore
        + " sweepInterval="
        + sweepInterval;
  }

  @Override
  public void close() {
    primary.close();
    secondary.close();
    callers.shutdownNow();
  }
}
