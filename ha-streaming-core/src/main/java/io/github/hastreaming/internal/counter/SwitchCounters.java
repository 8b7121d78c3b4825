package io.github.hastreaming.internal.counter;

import io.github.hastreaming.failover.SwitchDirection;
import io.github.hastreaming.failover.SwitchReason;
import java.util.EnumMap;
import java.util.Map;

/** How often this process switched, where to, and why. Thread-safe. */
public final class SwitchCounters {

  private final Map<SwitchDirection, Map<SwitchReason, Long>> counts =
      new EnumMap<>(SwitchDirection.class);

  public synchronized void count(SwitchDirection direction, SwitchReason reason) {
    counts
        .computeIfAbsent(direction, unseen -> new EnumMap<>(SwitchReason.class))
        .merge(reason, 1L, Long::sum);
  }

  /** The counts that are not zero. */
  public synchronized Map<SwitchDirection, Map<SwitchReason, Long>> snapshot() {
    Map<SwitchDirection, Map<SwitchReason, Long>> copy = new EnumMap<>(SwitchDirection.class);
    counts.forEach((direction, reasons) -> copy.put(direction, Map.copyOf(reasons)));
    return Map.copyOf(copy);
  }
}
