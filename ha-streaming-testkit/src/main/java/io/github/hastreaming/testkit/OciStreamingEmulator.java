package io.github.hastreaming.testkit;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.hastreaming.testkit.internal.http.EmulatedApi;
import io.github.hastreaming.testkit.internal.http.StreamingApi;
import io.github.hastreaming.testkit.internal.service.AdjustableClock;
import io.github.hastreaming.testkit.internal.service.LifecycleState;
import io.github.hastreaming.testkit.internal.service.RegionSettings;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import io.github.hastreaming.testkit.internal.service.StoredStream;
import io.github.hastreaming.testkit.internal.service.StreamingRegion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One emulated region of OCI Streaming in this process, over real HTTP: stateful, with the wire,
 * the cursors and the errors of the service, and with faults that are switched on and off at run
 * time.
 *
 * <pre>{@code
 * try (OciStreamingEmulator region = OciStreamingEmulator.start("sa-saopaulo-1")) {
 *   String stream = region.createStream("orders", 3);
 *   // point any OCI SDK at region.endpoint(), then
 *   FaultHandle outage = region.inject(Fault.status(500).on(FaultScope.WRITES));
 *   outage.heal();
 *   List<StoredMessage> stored = region.messages(stream);
 * }
 * }</pre>
 *
 * <p>It listens on the loopback interface only and does not check signatures. Thread-safe.
 */
public final class OciStreamingEmulator implements AutoCloseable {
  private final String regionName;
  private final StreamingRegion region;
  private final PermissionTable permissions = new PermissionTable();
  private final RequestLog requests;
  private final EmulatorWireMock server;
  private final FaultSwitch faults;
  private volatile boolean destroyed;

  private OciStreamingEmulator(Builder builder) {
    this.regionName = builder.region;
    AdjustableClock clock = new AdjustableClock(builder.clock);
    this.region =
        new StreamingRegion(
            new RegionSettings(
                regionName, builder.seed, builder.sparseOffsets, builder.partitionLimit),
            clock,
            builder.lifecycleDelay);
    this.requests = new RequestLog(builder.recordedRequests);
    EmulatedApi api = new PermittedApi(new StreamingApi(region, this::endpoint), permissions);
    FaultTable faultTable = new FaultTable(new Random(builder.seed));
    this.server =
        EmulatorWireMock.start(
            builder.port, api, new FaultHandler(faultTable, requests, api, clock));
    this.faults = new FaultSwitch(faultTable, server.httpServer());
  }

  /** Starts a region with the defaults on a free port. */
  public static OciStreamingEmulator start(String region) {
    return builder().region(region).start();
  }

  public static Builder builder() {
    return new Builder();
  }

  public String region() {
    return regionName;
  }

  /** What clients take as the service's endpoint: {@code http://127.0.0.1:PORT}. */
  public String endpoint() {
    return "http://" + EmulatorWireMock.LOOPBACK + ":" + port();
  }

  /** Stays the same while the port is closed by {@link Fault#refused}. */
  public int port() {
    return server.httpServer().port();
  }

  /**
   * Creates a stream that is active at once and keeps its messages for 24 hours.
   *
   * @return its OCID
   * @throws IllegalArgumentException if there is a stream of that name
   * @throws IllegalStateException if the region is destroyed
   */
  public String createStream(String name, int partitions) {
    return createStream(StreamSettings.builder(name).partitions(partitions).build());
  }

  /**
   * Creates a stream that is active at once, limits or not.
   *
   * @return its OCID
   * @throws IllegalArgumentException if its pool has a stream of that name, or there is no such
   *     pool
   * @throws IllegalStateException if the region is destroyed
   */
  public String createStream(StreamSettings settings) {
    return created(settings).ocid();
  }

  /**
   * Deletes a stream and its messages at once.
   *
   * @throws IllegalArgumentException if there is no such stream
   */
  public void deleteStream(String streamOcid) {
    region.dropStream(stream(streamOcid).ocid());
  }

  /** The region's streams, oldest first, those that were deleted lately included. */
  public List<StreamDescription> streams() {
    return destroyed ? List.of() : region.streams().stream().map(StreamDescription::new).toList();
  }

  /** What the region holds in all its streams. */
  public List<StoredMessage> messages() {
    return region.streams().stream().flatMap(OciStreamingEmulator::messagesOf).toList();
  }

  /**
   * What a stream holds, partition by partition, each in the order of its offsets.
   *
   * @throws IllegalArgumentException if there is no such stream
   */
  public List<StoredMessage> messages(String streamOcid) {
    return messagesOf(stream(streamOcid)).toList();
  }

  /**
   * Switches a fault on. Calls that are being served are not affected, except by a refused port.
   *
   * @throws IllegalStateException if the region is destroyed
   */
  public FaultHandle inject(Fault fault) {
    return faults.inject(fault);
  }

  /** Ends all faults and all throttling of partitions; the port is open again when this returns. */
  public void heal() {
    faults.healAll();
    region.streams().forEach(stream -> stream.writer().stopThrottling());
  }

  /**
   * Sets what callers may do that have no permissions of their own; at first everything. Stays
   * until it is set again: {@link #heal} leaves it alone. Requests are refused when they would be
   * processed, so that what a fault answers in their stead comes first.
   */
  public void permit(Permissions newPermissions) {
    permissions.permit(Objects.requireNonNull(newPermissions, "newPermissions"));
  }

  /**
   * Sets what one caller may do, in place of what {@link #permit(Permissions)} says: so clients
   * with different rights can use one region. Signatures are not checked, only whose they claim to
   * be.
   */
  public void permit(TestIdentity caller, Permissions newPermissions) {
    permit(new Caller(caller.userId()), newPermissions);
  }

  void permit(Caller caller, Permissions newPermissions) {
    permissions.permit(caller, Objects.requireNonNull(newPermissions, "newPermissions"));
  }

  /**
   * Throttles a partition: puts are answered 200 with errors in the entries that go to it, as the
   * service does when a partition is written too fast.
   *
   * @param calls how many of the next puts that touch the partition are hit
   * @throws IllegalArgumentException if there is no such stream or partition
   */
  public void throttlePartition(String streamOcid, String partition, int calls) {
    StoredStream stream = stream(streamOcid);
    if (!stream.partitions().contains(partition)) {
      throw new IllegalArgumentException(streamOcid + " has no partition " + partition);
    }
    stream.writer().throttle(partition, requireNotNegative("calls", calls));
  }

  /**
   * How long streams and stream pools that clients create, update or delete take for it, by the
   * region's clock. Applies to changes that begin from now on.
   */
  public void lifecycleDelay(Duration delay) {
    region.lifecycles().setDelay(requireNotNegative(delay));
  }

  /** Lets the next streams that clients create end in the state FAILED. */
  public void failStreamCreations(int count) {
    region.lifecycles().failCreations(requireNotNegative("count", count));
  }

  /**
   * Destroys the region for good: its streams and messages are gone, open connections are reset,
   * new ones refused until it is closed. Neither {@link #heal} nor {@link FaultHandle#heal} bring
   * it back, and nothing can be created in it. {@link #requests} remain. Idempotent.
   */
  public void destroy() {
    destroyed = true;
    faults.destroy();
    region.streams().stream()
        .filter(OciStreamingEmulator::exists)
        .forEach(stream -> region.dropStream(stream.ocid()));
  }

  boolean isDestroyed() {
    return destroyed;
  }

  /**
   * The latest requests that reached the region, oldest first; see {@link Builder#recordRequests}.
   */
  public List<RecordedRequest> requests() {
    return requests.all();
  }

  public void clearRequests() {
    requests.clear();
  }

  /** The region's time, as in its messages, cursors and {@code Date} headers. */
  public Instant now() {
    return region.clock().now();
  }

  /**
   * Lets time pass for this region: cursors expire, messages reach the end of their retention. A
   * negative duration lets its clock go back.
   */
  public void advanceClock(Duration duration) {
    region.clock().advance(duration);
  }

  /**
   * The WireMock server underneath, which sees requests from the first call of this method, or the
   * first request to its admin API, on. Stubs of your own come before the emulated service;
   * WireMock's journal of requests is off, {@link #requests} replaces it.
   */
  public WireMockServer wireMock() {
    return server.wireMock();
  }

  /** Closes the port and all connections, hanging ones too. Idempotent. */
  @Override
  public void close() {
    server.stop();
  }

  private StoredStream created(StreamSettings settings) {
    if (destroyed) {
      throw new IllegalStateException(regionName + " is destroyed: it takes no stream");
    }
    try {
      return region.createActiveStream(settings.newStream());
    } catch (ServiceException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private StoredStream stream(String streamOcid) {
    return region
        .findStream(streamOcid)
        .filter(OciStreamingEmulator::exists)
        .orElseThrow(
            () -> new IllegalArgumentException(regionName + " has no stream " + streamOcid));
  }

  private static boolean exists(StoredStream stream) {
    return stream.resource().state() != LifecycleState.DELETED;
  }

  private static Stream<StoredMessage> messagesOf(StoredStream stream) {
    return stream.messages().stream().map(message -> new StoredMessage(stream.ocid(), message));
  }

  private static Duration requireNotNegative(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("lifecycleDelay must not be negative but was " + delay);
    }
    return delay;
  }

  private static int requireNotNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must not be negative but was " + value);
    }
    return value;
  }

  /** Not thread-safe. */
  public static final class Builder {
    private String region = "";
    private int port;
    private Clock clock = Clock.systemUTC();
    private long seed;
    private boolean sparseOffsets;
    private Duration lifecycleDelay = Duration.ZERO;
    private int partitionLimit = 200;
    private int recordedRequests = 100_000;

    private Builder() {}

    /** The region's name, such as {@code sa-saopaulo-1}. Required. */
    public Builder region(String name) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("region must not be blank");
      }
      region = name;
      return this;
    }

    /** Default: 0, any free port. */
    public Builder port(int number) {
      if (number < 0 || number > 65_535) {
        throw new IllegalArgumentException("port must be from 0 to 65535 but was " + number);
      }
      port = number;
      return this;
    }

    /** Where the region's time comes from. Default: the system's clock. */
    public Builder clock(Clock source) {
      clock = Objects.requireNonNull(source, "clock");
      return this;
    }

    /**
     * Decides the partitions of messages without a key and what a share of faults hits. Default: 0.
     */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** Whether offsets have gaps, as the service's may have. Default: false. */
    public Builder sparseOffsets(boolean sparse) {
      sparseOffsets = sparse;
      return this;
    }

    /** See {@link OciStreamingEmulator#lifecycleDelay(Duration)}. Default: zero. */
    public Builder lifecycleDelay(Duration delay) {
      lifecycleDelay = requireNotNegative(delay);
      return this;
    }

    /** How many partitions all streams that clients create may have together. Default: 200. */
    public Builder partitionLimit(int partitions) {
      partitionLimit = requireNotNegative("partitionLimit", partitions);
      return this;
    }

    /** How many of the latest requests are kept for {@link #requests}. Default: 100,000. */
    public Builder recordRequests(int count) {
      recordedRequests = requireNotNegative("count", count);
      return this;
    }

    /**
     * Starts the region.
     *
     * @throws IllegalStateException if no region was named or the port is taken
     */
    public OciStreamingEmulator start() {
      if (region.isEmpty()) {
        throw new IllegalStateException("region is required");
      }
      return new OciStreamingEmulator(this);
    }
  }
}
