package io.github.hastreaming.internal.counter;

import io.github.hastreaming.failover.SwitchReason;
import java.util.EnumMap;
import java.util.Map;

/** How often this process switched, and why. Thread-safe. */
public final class SwitchCounters {

  private final Map<SwitchReason, Long> counts = new EnumMap<>(SwitchReason.class);

  public synchronized void count(SwitchReason reason) {
    counts.merge(reason, 1L, Long::sum);
  }

  public synchronized Map<SwitchReason, Long> snapshot() {
    return Map.copyOf(counts);
  }
}
