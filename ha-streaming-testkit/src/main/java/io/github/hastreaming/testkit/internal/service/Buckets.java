package io.github.hastreaming.testkit.internal.service;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The buckets of one namespace in one region. Thread-safe. */
public final class Buckets {
  private final String namespace;
  private final AdjustableClock clock;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  public Buckets(String namespace, AdjustableClock clock) {
    this.namespace = namespace;
    this.clock = clock;
  }

  public AdjustableClock clock() {
    return clock;
  }

  /** Creates a bucket, if there is none of the name. */
  public void create(String name) {
    buckets.computeIfAbsent(name, key -> new Bucket(key, clock));
  }

  public void drop(String name) {
    buckets.remove(name);
  }

  public Optional<Bucket> find(String name) {
    return Optional.ofNullable(buckets.get(name));
  }

  /** The bucket that a request names. */
  public Bucket require(String requestNamespace, String name) {
    Bucket bucket = buckets.get(name);
    if (bucket == null || !namespace.equals(requestNamespace)) {
      throw new ServiceException(
          404,
          "BucketNotFound",
          "Either the bucket named '"
              + name
              + "' does not exist in the namespace '"
              + requestNamespace
              + "' or you are not authorized to access it");
    }
    return bucket;
  }
}
