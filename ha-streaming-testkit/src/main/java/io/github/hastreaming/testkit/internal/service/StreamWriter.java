package io.github.hastreaming.testkit.internal.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** Decides whether a put is taken and which partition each message goes to. */
public final class StreamWriter {
  private static final int LARGEST_OFFSET_GAP = 3;

  private final Partitions partitions;
  private final AdjustableClock clock;
  private final Random random;
  private final boolean sparseOffsets;
  private final AtomicIntegerArray callsToThrottle;

  StreamWriter(Partitions partitions, AdjustableClock clock, Random random, boolean sparseOffsets) {
    this.partitions = partitions;
    this.clock = clock;
    this.random = random;
    this.sparseOffsets = sparseOffsets;
    this.callsToThrottle = new AtomicIntegerArray(partitions.count());
  }

  /** One entry for each message, in the order of the messages. */
  public List<PutEntry> put(List<NewMessage> messages) {
    requireWithinLimits(messages);
    Map<Integer, Boolean> admitted = new HashMap<>();
    List<PutEntry> entries = new ArrayList<>(messages.size());
    for (NewMessage message : messages) {
      int partition = partitionFor(message.key());
      boolean admits = admitted.computeIfAbsent(partition, this::admitsCall);
      entries.add(
          admits
              ? PutEntry.stored(append(partition, message))
              : PutEntry.throttled(Integer.toString(partition)));
    }
    return entries;
  }

  /** The next {@code calls} puts that touch the partition have their entries for it refused. */
  public void throttle(String partition, int calls) {
    callsToThrottle.set(partitions.indexOf(partition), calls);
  }

  public void stopThrottling() {
    for (int partition = 0; partition < callsToThrottle.length(); partition++) {
      callsToThrottle.set(partition, 0);
    }
  }

  private boolean admitsCall(int partition) {
    return callsToThrottle.getAndUpdate(partition, calls -> Math.max(0, calls - 1)) == 0;
  }

  /**
   * The service documents only that equal keys share a partition: this hash is not the service's.
   */
  private int partitionFor(byte @Nullable [] key) {
    return key == null
        ? random.nextInt(partitions.count())
        : Math.floorMod(Arrays.hashCode(key), partitions.count());
  }

  private Message append(int partition, NewMessage message) {
    int skippedOffsets = sparseOffsets ? random.nextInt(LARGEST_OFFSET_GAP + 1) : 0;
    return partitions
        .get(partition)
        .append(message.key(), message.value(), clock.now(), skippedOffsets);
  }

  private static void requireWithinLimits(List<NewMessage> messages) {
    if (messages.isEmpty()) {
      throw ServiceException.invalidParameter("messages must not be empty");
    }
    long bytes = 0;
    for (NewMessage message : messages) {
      byte[] key = message.key();
      if (key != null && key.length > Limits.MAX_KEY_BYTES) {
        throw ServiceException.invalidParameter(
            "Key size is limited to " + Limits.MAX_KEY_BYTES + " bytes");
      }
      bytes += message.size();
    }
    if (bytes > Limits.MAX_REQUEST_BYTES) {
      throw ServiceException.invalidParameter("Request size is limited to 1 MiB");
    }
  }
}
