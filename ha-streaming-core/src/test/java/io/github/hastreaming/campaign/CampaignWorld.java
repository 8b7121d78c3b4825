package io.github.hastreaming.campaign;

import com.oracle.bmc.Region;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.VirtualTime;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.resolver.ProvisioningBuilder;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.resolver.VirtualPauses;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.SharedTimeSource;
import io.github.hastreaming.support.VirtualTimeSource;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.Permissions;
import io.github.hastreaming.testkit.StreamingOperation;
import io.github.hastreaming.testkit.TestCredentials;
import io.github.hastreaming.testkit.TestIdentity;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Two regions in one virtual time, and how the clients of a campaign are configured. */
final class CampaignWorld implements AutoCloseable {

  /** Of the library, with the campaign's read timeout. */
  private static final Duration THRESHOLD = Campaign.READ_TIMEOUT.dividedBy(2);

  /** For so long a client may believe that there is no secondary to be had. */
  private static final Duration NEGATIVE_ANSWER = Duration.ofSeconds(6);

  /** How much time passes in a call that hangs. */
  private static final Duration HANG = Duration.ofSeconds(3);

  /** At most so much time passes at once while a call hangs. */
  private static final Duration HANGING_STEP = Duration.ofMillis(50);

  /** Of polls, each of which may be slow and sweep. */
  private static final Duration A_ROUND = Duration.ofSeconds(4);

  private static final String STREAM = "events";
  private static final long KINDS = 0x5DEECE66DL;

  static final TestIdentity PRODUCER = TestCredentials.identity("producer");
  static final TestIdentity CONSUMER = TestCredentials.identity("consumer");
  private static final TestIdentity ANYBODY = TestCredentials.identity();

  /** Whether this thread makes a call of the application. */
  private static final ThreadLocal<Boolean> CALLING = ThreadLocal.withInitial(() -> false);

  private final VirtualTimeSource time = new VirtualTimeSource();
  private final CampaignRegion primary;
  private final CampaignRegion secondary;
  private final String stream;
  private final boolean provisioned;
  private final boolean sharesStore;
  private final Duration sweepInterval;
  private final Path stateFile;
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final Random paces;
  private final boolean coldStarts;
  private final boolean limitedRights;
  private final Mishaps mishaps;
  private final @Nullable UnfitStreams unfit;
  private final AtomicInteger inFlight = new AtomicInteger();
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
    // Drawn besides the schedule, which stays what it was.
    Random kinds = new Random(seed ^ KINDS);
    paces = new Random(~seed);
    coldStarts = kinds.nextInt(3) == 0;
    limitedRights = kinds.nextInt(3) == 0;
    mishaps = new Mishaps(seed, kinds.nextInt(3) == 0, time::nanoTime);
    if (limitedRights) {
      for (CampaignRegion region : regions()) {
        region.emulator().permit(PRODUCER, withAdministration(Permissions.pushOnly()));
        region.emulator().permit(CONSUMER, withAdministration(Permissions.pullOnly()));
      }
    }
    if (!provisioned) {
      secondary.emulator().createStream(STREAM, 1 + random.nextInt(partitions));
    }
    unfit = provisioned ? null : new UnfitStreams(secondary, partitions, kinds);
  }

  private OciStreamingEmulator start(String region, long seed, boolean sparseOffsets) {
    return OciStreamingEmulator.builder()
        .region(region)
        .seed(seed)
        .sparseOffsets(sparseOffsets)
        .clock(SharedTimeSource.clockOf(time))
        .start();
  }

  private static Permissions withAdministration(Permissions data) {
    return data.with(
        StreamingOperation.CREATE_STREAM,
        StreamingOperation.GET_STREAM,
        StreamingOperation.LIST_STREAMS);
  }

  SkewedTime newClock() {
    return new SkewedTime(new SharedTimeSource(time), mishaps);
  }

  Mishaps mishaps() {
    return mishaps;
  }

  /**
   * @param identity whose rights it has, where they are limited
   */
  HaStreamClient newClient(
      SkewedTime clock, FailoverListener listener, CallsOfClient calls, TestIdentity identity) {
    HaStreamClientBuilder builder =
        HaStreamClient.builder()
            .primary(describedPrimary())
            .secondaryResolver(mishaps.areOn() ? mishaps.around(resolver()) : resolver())
            .decorateStreams(calls::decorate)
            .listener(listener)
            .allowedEndpointHosts("127.0.0.1")
            .readTimeout(Campaign.READ_TIMEOUT)
            .probeTimeout(Campaign.PROBE_TIMEOUT)
            .sweepInterval(sweepInterval);
    if (sharesStore) {
      FailoverStateStore store = FailoverStateStore.propertiesFile(stateFile);
      builder.stateStore(mishaps.areOn() ? mishaps.around(store) : store);
    }
    if (mishaps.areOn()) {
      builder.failureClassifier(mishaps.classifier());
    }
    HaStreamClient client =
        VirtualTime.on(builder, clock).build(credentials(limitedRights ? identity : ANYBODY));
    time.runPending();
    return client;
  }

  /** A standby with more partitions can be told by that only. */
  private StreamTarget describedPrimary() {
    StreamTarget target = primary.target();
    return StreamTarget.builder(target.region(), target.streamOcid(), target.endpoint())
        .partitions(partitions())
        .build();
  }

  private static SimpleAuthenticationDetailsProvider credentials(TestIdentity identity) {
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(identity.tenancyId())
        .userId(identity.userId())
        .fingerprint(identity.fingerprint())
        .privateKeySupplier(identity::privateKey)
        .build();
  }

  private SecondaryResolver resolver() {
    if (unfit != null) {
      return SecondaryResolver.fixed(unfit.before(secondary.target()));
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

  /** The clients have begun, and nothing is stored yet. */
  void begun() {
    if (unfit != null) {
      unfit.deleteIfDoomed();
    }
  }

  void requireUnfitUnused() {
    if (unfit != null) {
      unfit.requireUnused();
    }
  }

  /** The stream that the applications name. */
  String stream() {
    return stream;
  }

  int partitions() {
    return primary.emulator().streams().get(0).partitions();
  }

  /** After which nothing may be undelivered that a region holds which serves reads. */
  Duration longestDelivery() {
    return sweepInterval.multipliedBy(2).plus(Campaign.READ_TIMEOUT).plus(A_ROUND);
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
    boolean inTurn = calls.size() == 1 || coldStarts || isSlow();
    if (inTurn && regions().stream().noneMatch(CampaignRegion::mayHang)) {
      calls.forEach(CampaignWorld::makeCall);
      return;
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            calls.stream()
                .map(call -> CompletableFuture.runAsync(() -> makeCall(call), callers))
                .toArray(CompletableFuture<?>[]::new));
    Duration hanging = Duration.ZERO;
    while (!isDone(all)) {
      if (hung() > hung) {
        hung = hung();
        hanging = HANG;
      }
      if (inFlight.get() == 0 && !hanging.isZero()) { // What is being served takes no time.
        time.advance(HANGING_STEP);
        hanging = hanging.minus(HANGING_STEP);
      }
    }
  }

  private static void makeCall(Runnable call) {
    CALLING.set(true);
    try {
      call.run();
    } finally {
      CALLING.set(false);
    }
  }

  static boolean isApplicationsCall() {
    return CALLING.get();
  }

  /** So many more calls are on their way to regions that do not hang. */
  void inFlight(int more) {
    inFlight.addAndGet(more);
  }

  CampaignRegion region(String name) {
    return regions().stream()
        .filter(region -> region.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * A call was carried out; where the region is slow, or the client cold, its answer takes from 0.5
   * to 1.9 times the threshold of doubt. Only the application's calls do: what happens in the
   * background happens one after the other here, and would add up.
   *
   * @param first whether it is the first one of its HTTP client
   */
  void passTimeOfSlowCall(CampaignRegion region, boolean first) {
    boolean takesTime = region.isSlow() || (coldStarts && first);
    if (!CALLING.get() || !takesTime || regions().stream().anyMatch(CampaignRegion::mayHang)) {
      return;
    }
    double times = 0.5 + 1.4 * paces.nextDouble();
    CALLING.set(false); // What is due meanwhile runs on this thread.
    try {
      time.await(
          new CompletableFuture<>(), Duration.ofMillis((long) (times * THRESHOLD.toMillis())));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      CALLING.set(true);
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

  boolean isSlow() {
    return regions().stream().anyMatch(CampaignRegion::isSlow);
  }

  /** How many calls have hung, of the faults in force. */
  int hung() {
    return regions().stream().mapToInt(CampaignRegion::hung).sum();
  }

  /** Whether a call of a client may fail now, because no region need serve it. */
  boolean mayFail(FaultScope kind, HaStreamClient client) {
    if (mayRefuseNewcomer(kind, client)) {
      return true;
    }
    boolean alone = client.status().secondary().isEmpty();
    if (alone && primary.mayFail(kind) && resolverFailed()) {
      return true;
    }
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

  private boolean resolverFailed() {
    return mishaps.sinceResolverFailed() < NEGATIVE_ANSWER.toNanos();
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
        + sweepInterval
        + " coldStarts="
        + coldStarts
        + " limitedRights="
        + limitedRights
        + " mishaps="
        + mishaps.areOn()
        + " unfit="
        + unfit;
  }

  @Override
  public void close() {
    primary.close();
    secondary.close();
    callers.shutdownNow();
  }
}
