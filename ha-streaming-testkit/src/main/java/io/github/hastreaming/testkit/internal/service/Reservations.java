package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which instance of a group holds which partition: all partitions are held while there are
 * instances, no instance has two more than another, and no more of them move than must. Not
 * thread-safe.
 */
final class Reservations {
  private final List<String> partitions;
  private final Map<String, Instant> instances = new LinkedHashMap<>();
  private final Map<String, Holding> holdings = new LinkedHashMap<>();
  private long generation;

  Reservations(List<String> partitions) {
    this.partitions = partitions;
  }

  /** Grows whenever a partition comes into new hands. */
  long generation() {
    return generation;
  }

  /**
   * Lets an instance join, or extends its time, and rebalances. One that has timed out joins anew,
   * even if nobody took its partitions meanwhile.
   */
  void join(String instance, Instant now, Instant until) {
    expire(now);
    instances.put(instance, until);
    rebalance();
  }

  /** Extends the time of an instance that has not timed out. */
  void extend(String instance, Instant now, Instant until) {
    expire(now);
    instances.computeIfPresent(instance, (name, before) -> until);
  }

  /** Takes back the partitions of instances that have timed out. */
  void expire(Instant now) {
    instances.values().removeIf(until -> !now.isBefore(until));
    holdings.values().removeIf(holding -> !instances.containsKey(holding.instance));
  }

  /** Makes all holdings start anew, so that no cursor of before counts any more. */
  void restart() {
    generation++;
    holdings.replaceAll((partition, holding) -> new Holding(holding.instance, generation));
  }

  List<String> heldBy(String instance) {
    return partitions.stream().filter(partition -> instance.equals(holder(partition))).toList();
  }

  /** Whether the instance has held the partition without a break since that generation. */
  boolean holdsSince(String partition, String instance, long sinceGeneration) {
    Holding holding = holdings.get(partition);
    return holding != null
        && holding.instance.equals(instance)
        && holding.sinceGeneration <= sinceGeneration;
  }

  @Nullable String holder(String partition) {
    Holding holding = holdings.get(partition);
    return holding == null ? null : holding.instance;
  }

  @Nullable Instant heldUntil(String partition) {
    String holder = holder(partition);
    return holder == null ? null : instances.get(holder);
  }

  private void rebalance() {
    long nextGeneration = generation + 1;
    for (String partition : partitions) {
      if (!holdings.containsKey(partition)) {
        reserve(partition, withFewest(), nextGeneration);
      }
    }
    while (heldBy(withMost()).size() > heldBy(withFewest()).size() + 1) {
      List<String> most = heldBy(withMost());
      reserve(most.get(most.size() - 1), withFewest(), nextGeneration);
    }
  }

  private void reserve(String partition, String instance, long newGeneration) {
    holdings.put(partition, new Holding(instance, newGeneration));
    generation = newGeneration;
  }

  private String withFewest() {
    return Collections.min(instances.keySet(), byHoldings());
  }

  private String withMost() {
    return Collections.max(instances.keySet(), byHoldings());
  }

  private Comparator<String> byHoldings() {
    return Comparator.comparingInt(instance -> heldBy(instance).size());
  }

  private record Holding(String instance, long sinceGeneration) {}
}
