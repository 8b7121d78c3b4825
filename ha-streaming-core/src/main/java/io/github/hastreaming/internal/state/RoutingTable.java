package io.github.hastreaming.internal.state;

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
  private final long switchedAt;
  private final long heldSince;

  /**
   * @param switchedAt when this process saw the state's switch, monotonic
   * @param heldSince when this process saw the state's hold-down begin, monotonic
   */
  RoutingTable(FailoverState state, List<Region> ranked, long switchedAt, long heldSince) {
    this.state = state;
    this.ranked = List.copyOf(ranked);
    this.switchedAt = switchedAt;
    this.heldSince = heldSince;
  }

  public FailoverState state() {
    return state;
  }

  public List<Region> ranked() {
    return ranked;
  }

  /** When this process saw the last switch; monotonic. */
  public long switchedAt() {
    return switchedAt;
  }

  /** When this process saw the last switch, or the last failed trial since; monotonic. */
  public long heldSince() {
    return heldSince;
  }

  public Region active() {
    return ranked.get(0);
  }
}
