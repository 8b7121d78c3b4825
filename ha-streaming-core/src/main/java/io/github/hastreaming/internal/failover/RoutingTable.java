package io.github.hastreaming.internal.failover;

import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.state.FailoverState;
import java.util.List;

/**
 * The regions that may serve a call, the preferred one first, and the state that says so.
 * Immutable; compared by identity, since it stands for what its reader has seen.
 */
public final class RoutingTable {

  private final FailoverState state;
  private final List<Region> ranked;

  RoutingTable(FailoverState state, List<Region> ranked) {
    this.state = state;
    this.ranked = List.copyOf(ranked);
  }

  public FailoverState state() {
    return state;
  }

  public List<Region> ranked() {
    return ranked;
  }

  /** Whether the two are of the same switch, whatever has been learned since. */
  static boolean isSameSwitch(FailoverState one, FailoverState other) {
    return one.activeOcid().equals(other.activeOcid()) && one.since().equals(other.since());
  }

  public Region active() {
    return ranked.get(0);
  }
}
