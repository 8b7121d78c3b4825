package io.github.hastreaming.testkit.internal.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The stream pools of a region. Guarded by the lock of the {@link StreamingRegion}. */
final class StreamPools {
  private static final String DEFAULT_POOL = "DefaultPool";

  private final String region;
  private final Lifecycles lifecycles;
  private final Map<String, StreamPool> pools = new LinkedHashMap<>();

  StreamPools(String region, Lifecycles lifecycles) {
    this.region = region;
    this.lifecycles = lifecycles;
  }

  StreamPool create(String name, String compartmentId, Tags tags) {
    requireFree(name, compartmentId);
    return add(name, compartmentId, lifecycles.creating(), tags);
  }

  StreamPool get(String ocid) {
    pools.values().removeIf(pool -> pool.resource().isForgotten());
    StreamPool pool = pools.get(ocid);
    if (pool == null) {
      throw ServiceException.notFound();
    }
    return pool;
  }

  List<StreamPool> all() {
    pools.values().removeIf(pool -> pool.resource().isForgotten());
    return List.copyOf(pools.values());
  }

  StreamPool update(String ocid, @Nullable String ifMatch, @Nullable String newName, Tags newTags) {
    StreamPool pool = get(ocid);
    pool.resource().requireUpdatable(ifMatch);
    if (newName != null && !newName.equals(pool.name())) {
      requireFree(newName, pool.compartmentId());
      pool.rename(newName);
    }
    pool.resource().change(lifecycles.updating(), newTags);
    return pool;
  }

  void delete(StreamPool pool, @Nullable String ifMatch) {
    pool.resource().requireDeletable(ifMatch);
    pool.resource().change(lifecycles.deleting(), pool.resource().tags());
  }

  /** The pool that a new stream goes to: a pool or, of a compartment, the default one. */
  StreamPool forStream(@Nullable String compartmentId, @Nullable String poolId) {
    if ((compartmentId == null) == (poolId == null)) {
      throw ServiceException.invalidParameter(
          "Exactly one of compartmentId and streamPoolId is required");
    }
    if (poolId == null) {
      return defaultOf(Objects.requireNonNull(compartmentId));
    }
    StreamPool pool = get(poolId);
    if (pool.resource().state() != LifecycleState.ACTIVE) {
      throw ServiceException.incorrectState("The stream pool is " + pool.resource().state());
    }
    return pool;
  }

  private StreamPool defaultOf(String compartmentId) {
    return pools.values().stream()
        .filter(pool -> isTaken(pool, DEFAULT_POOL, compartmentId))
        .findFirst()
        .orElseGet(
            () ->
                add(
                    DEFAULT_POOL,
                    compartmentId,
                    lifecycles.settled(LifecycleState.ACTIVE),
                    Tags.NONE));
  }

  private StreamPool add(String name, String compartmentId, Phase phase, Tags tags) {
    String ocid = Ocids.unique("streampool", region);
    StreamPool pool =
        new StreamPool(new Resource(ocid, lifecycles, phase, tags), name, compartmentId);
    pools.put(ocid, pool);
    return pool;
  }

  private void requireFree(String name, String compartmentId) {
    if (pools.values().stream().anyMatch(pool -> isTaken(pool, name, compartmentId))) {
      throw ServiceException.conflict("Stream pool with name " + name + " already exists");
    }
  }

  private static boolean isTaken(StreamPool pool, String name, String compartmentId) {
    return pool.name().equals(name)
        && pool.compartmentId().equals(compartmentId)
        && pool.resource().state() != LifecycleState.DELETED;
  }
}
