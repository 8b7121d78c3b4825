package io.github.hastreaming.support;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The order in which one application gets the messages of each stream and partition: offsets rise.
 * Where they go back, everything up to where they were must have been delivered before.
 */
public final class DeliveryOrder {

  private final Map<String, NavigableSet<Long>> offsets = new HashMap<>();

  /**
   * A message was delivered.
   *
   * @return whether it was the first time
   * @throws AssertionError if a later one of its partition was delivered first
   */
  public boolean delivered(String stream, String partition, long offset) {
    String place = stream + "/" + partition;
    NavigableSet<Long> before = offsets.computeIfAbsent(place, name -> new TreeSet<>());
    Long later = before.higher(offset);
    if (!before.add(offset)) {
      return false; // Redelivery.
    }
    if (later != null) {
      throw new AssertionError(place + ": " + offset + " came for the first time after " + later);
    }
    return true;
  }
}
