package io.github.hastreaming.testkit.internal.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a region. Changes are guarded by the lock of the {@link StreamingRegion}; calls of
 * the data plane find their stream without it.
 */
final class Streams {
  private final RegionSettings settings;
  private final AdjustableClock clock;
  private final Lifecycles lifecycles;
  private final Random random;

  /** In the order of their creation; replaced, never changed. */
  private volatile Map<String, StoredStream> streams = Map.of();

  Streams(RegionSettings settings, AdjustableClock clock, Lifecycles lifecycles) {
    this.settings = settings;
    this.clock = clock;
    this.lifecycles = lifecycles;
    this.random = new Random(settings.seed());
  }

  Optional<StoredStream> find(String ocid) {
    return Optional.ofNullable(streams.get(ocid)).filter(Streams::isShown);
  }

  StoredStream get(String ocid) {
    return find(ocid).orElseThrow(ServiceException::notFound);
  }

  List<StoredStream> all() {
    return streams.values().stream().filter(Streams::isShown).toList();
  }

  StoredStream create(StreamDefinition definition, Phase phase, Tags tags) {
    requireFree(definition.name(), definition.streamPoolId());
    String ocid = Ocids.unique("stream", settings.region());
    StoredStream stream =
        new StoredStream(
            new Resource(ocid, lifecycles, phase, tags),
            definition,
            clock,
            random,
            settings.sparseOffsets());
    Map<String, StoredStream> more = new LinkedHashMap<>(streams);
    more.put(ocid, stream);
    streams = Collections.unmodifiableMap(more);
    return stream;
  }

  void requireRoomFor(int partitions) {
    long used = existing().stream().mapToLong(stream -> stream.definition().partitions()).sum();
    if (used + partitions > settings.partitionLimit()) {
      throw new ServiceException(
          400,
          "LimitExceeded",
          "The limit of " + settings.partitionLimit() + " partitions is exceeded");
    }
  }

  StoredStream update(
      String ocid, @Nullable String ifMatch, @Nullable StreamPool newPool, Tags newTags) {
    StoredStream stream = get(ocid);
    stream.resource().requireUpdatable(ifMatch);
    if (newPool != null && !isIn(stream, newPool.resource().ocid())) {
      requireFree(stream.definition().name(), newPool.resource().ocid());
      stream.moveTo(newPool);
    }
    stream.resource().change(lifecycles.updating(), newTags);
    return stream;
  }

  /** The messages are gone at once, the stream when its phase is over. */
  void delete(String ocid, @Nullable String ifMatch) {
    StoredStream stream = get(ocid);
    stream.resource().requireDeletable(ifMatch);
    stream.resource().change(lifecycles.deleting(), stream.resource().tags());
    stream.clear();
  }

  void drop(String ocid) {
    StoredStream stream = get(ocid);
    stream.resource().change(lifecycles.settled(LifecycleState.DELETED), stream.resource().tags());
    stream.clear();
  }

  boolean anyIn(StreamPool pool) {
    return existing().stream().anyMatch(stream -> isIn(stream, pool.resource().ocid()));
  }

  private void requireFree(String name, String poolId) {
    boolean taken =
        existing().stream()
            .anyMatch(stream -> isIn(stream, poolId) && stream.definition().name().equals(name));
    if (taken) {
      throw ServiceException.conflict("Stream with name " + name + " already exists in its pool");
    }
  }

  private List<StoredStream> existing() {
    return streams.values().stream()
        .filter(stream -> stream.resource().state() != LifecycleState.DELETED)
        .toList();
  }

  private static boolean isShown(StoredStream stream) {
    return !stream.resource().isForgotten();
  }

  private static boolean isIn(StoredStream stream, String poolId) {
    return stream.definition().streamPoolId().equals(poolId);
  }
}
