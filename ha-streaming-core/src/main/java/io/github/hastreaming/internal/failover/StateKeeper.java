package io.github.hastreaming.internal.failover;

import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state in force. Every change is one compare-and-set against the table its author saw, so a
 * hundred threads that see the same failure make one switch.
 */
public final class StateKeeper {

  private final Regions regions;
  private volatile RoutingTable table;

  public StateKeeper(FailoverState initial, Regions regions) {
    this.regions = regions;
    this.table = tableOf(initial);
  }

  public RoutingTable table() {
    return table;
  }

  public FailoverState state() {
    return table.state();
  }

  /**
   * Puts a new state in force.
   *
   * @param seen the table the change is based on
   * @param next the new state
   * @return false if somebody else changed it since
   */
  public synchronized boolean change(RoutingTable seen, FailoverState next) {
    if (table != seen) {
      return false;
    }
    table = tableOf(next);
    return true;
  }

  /** Puts a secondary first among the known ones; returns false if it is there already. */
  public boolean learnSecondary(StreamTarget secondary) {
    while (true) {
      RoutingTable seen = table;
      FailoverState state = seen.state();
      if (state.secondary().filter(secondary::equals).isPresent()) {
        return false;
      }
      FailoverState next =
          state.toBuilder()
              .epoch(state.epoch() + 1)
              .targets(withSecondary(state, secondary))
              .build();
      if (change(seen, next)) {
        return true;
      }
    }
  }

  private static List<StreamTarget> withSecondary(FailoverState state, StreamTarget secondary) {
    Map<String, StreamTarget> byOcid = new LinkedHashMap<>();
    state.target(state.primaryOcid()).ifPresent(t -> byOcid.put(t.streamOcid(), t));
    byOcid.put(secondary.streamOcid(), secondary);
    state.targets().forEach(known -> byOcid.putIfAbsent(known.streamOcid(), known));
    return new ArrayList<>(byOcid.values());
  }

  /** The active region first, then the primary, then the current secondary. */
  private RoutingTable tableOf(FailoverState state) {
    List<Region> ranked = new ArrayList<>();
    state.target(state.activeOcid()).ifPresent(target -> ranked.add(regions.of(target)));
    state.target(state.primaryOcid()).ifPresent(target -> addOnce(ranked, regions.of(target)));
    state.secondary().ifPresent(target -> addOnce(ranked, regions.of(target)));
    return new RoutingTable(state, List.copyOf(ranked));
  }

  private static void addOnce(List<Region> ranked, Region region) {
    if (!ranked.contains(region)) {
      ranked.add(region);
    }
  }
}
