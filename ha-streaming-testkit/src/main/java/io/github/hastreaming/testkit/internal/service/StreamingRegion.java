package io.github.hastreaming.testkit.internal.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The streams and stream pools of one region. Thread-safe. */
public final class StreamingRegion {
  private final AdjustableClock clock;
  private final Lifecycles lifecycles;
  private final StreamPools pools;
  private final Streams streams;

  public StreamingRegion(RegionSettings settings, AdjustableClock clock, Duration lifecycleDelay) {
    this.clock = clock;
    this.lifecycles = new Lifecycles(clock, lifecycleDelay);
    this.pools = new StreamPools(settings.region(), lifecycles);
    this.streams = new Streams(settings, clock, lifecycles);
  }

  public AdjustableClock clock() {
    return clock;
  }

  public Lifecycles lifecycles() {
    return lifecycles;
  }

  /** The stream, for calls of the data plane. */
  public StoredStream readableStream(String ocid) {
    StoredStream stream = streams.get(ocid);
    return switch (stream.resource().state()) {
      case ACTIVE, UPDATING -> stream;
      // The service's answer is not known; a stream being made is worth a retry, one gone is not.
      case CREATING -> throw ServiceException.incorrectState("The stream is CREATING");
      case DELETING, DELETED, FAILED -> throw ServiceException.notFound();
    };
  }

  public synchronized StoredStream createStream(NewStream request) {
    streams.requireRoomFor(request.partitions());
    return create(request, lifecycles.creatingStream());
  }

  /** For tests: a stream that is active at once, limits or not. */
  public synchronized StoredStream createActiveStream(NewStream request) {
    return create(request, lifecycles.settled(LifecycleState.ACTIVE));
  }

  public synchronized StoredStream updateStream(
      String ocid, @Nullable String ifMatch, @Nullable String newPoolId, Tags newTags) {
    StreamPool newPool = newPoolId == null ? null : pools.forStream(null, newPoolId);
    return streams.update(ocid, ifMatch, newPool, newTags);
  }

  public synchronized void deleteStream(String ocid, @Nullable String ifMatch) {
    streams.delete(ocid, ifMatch);
  }

  /** For tests: a stream that is gone at once. */
  public synchronized void dropStream(String ocid) {
    streams.drop(ocid);
  }

  public StoredStream stream(String ocid) {
    return streams.get(ocid);
  }

  public Optional<StoredStream> findStream(String ocid) {
    return streams.find(ocid);
  }

  /** In the order of their creation, those that were deleted lately included. */
  public List<StoredStream> streams() {
    return streams.all();
  }

  public synchronized StreamPool createPool(String name, String compartmentId, Tags tags) {
    return pools.create(name, compartmentId, tags);
  }

  public synchronized StreamPool updatePool(
      String ocid, @Nullable String ifMatch, @Nullable String newName, Tags newTags) {
    return pools.update(ocid, ifMatch, newName, newTags);
  }

  /** What the service answers for a pool with streams is not known. */
  public synchronized void deletePool(String ocid, @Nullable String ifMatch) {
    StreamPool pool = pools.get(ocid);
    if (streams.anyIn(pool)) {
      throw ServiceException.incorrectState("The stream pool has streams");
    }
    pools.delete(pool, ifMatch);
  }

  public synchronized StreamPool pool(String ocid) {
    return pools.get(ocid);
  }

  public synchronized List<StreamPool> pools() {
    return pools.all();
  }

  private StoredStream create(NewStream request, Phase phase) {
    StreamPool pool = pools.forStream(request.compartmentId(), request.streamPoolId());
    StreamDefinition definition =
        new StreamDefinition(
            request.name(),
            request.partitions(),
            request.retentionInHours(),
            pool.compartmentId(),
            pool.resource().ocid());
    return streams.create(definition, phase, request.tags());
  }
}
