package io.github.hastreaming.testkit.internal.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** The streams of one region. Thread-safe. */
public final class StreamingRegion {
  private final String name;
  private final AdjustableClock clock;
  private final Random random;
  private final boolean sparseOffsets;
  private final Map<String, StoredStream> streams = new ConcurrentHashMap<>();

  /**
   * @param random chooses the partitions of messages without a key, and the gaps between offsets
   * @param sparseOffsets whether offsets have gaps
   */
  public StreamingRegion(String name, AdjustableClock clock, Random random, boolean sparseOffsets) {
    this.name = name;
    this.clock = clock;
    this.random = random;
    this.sparseOffsets = sparseOffsets;
  }

  public AdjustableClock clock() {
    return clock;
  }

  public StoredStream createStream(StreamDefinition definition) {
    String ocid = Ocids.unique("stream", name);
    StoredStream stream = new StoredStream(ocid, definition, clock, random, sparseOffsets);
    streams.put(ocid, stream);
    return stream;
  }

  public void deleteStream(String ocid) {
    if (streams.remove(ocid) == null) {
      throw ServiceException.notFound();
    }
  }

  /** The stream, for calls of the data plane. */
  public StoredStream stream(String ocid) {
    return find(ocid).orElseThrow(ServiceException::notFound);
  }

  public Optional<StoredStream> find(String ocid) {
    return Optional.ofNullable(streams.get(ocid));
  }

  public List<StoredStream> streams() {
    return List.copyOf(streams.values());
  }
}
