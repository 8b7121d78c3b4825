package io.github.hastreaming.internal.failover;

import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.state.FailoverState;
import java.time.Duration;

/** How long the primary is left alone: longer each time that coming back did not last. */
final class HoldDown {

  private final FailbackPolicy policy;

  HoldDown(FailbackPolicy policy) {
    this.policy = policy;
  }

  /** After a failover from the state of this table. */
  Duration afterFailover(RoutingTable table, long now) {
    FailoverState state = table.state();
    boolean cameBack = !state.holdDown().isZero();
    boolean lasted = now - table.heldSince() >= Defaults.FAILBACK_PROVEN.toNanos();
    return cameBack && !lasted ? doubled(state) : policy.holdDown();
  }

  Duration afterFailedTrial(FailoverState state) {
    return doubled(state);
  }

  /** What holds for a state; one from a store that says nothing has the policy's. */
  Duration of(FailoverState state) {
    return state.holdDown().isZero() ? policy.holdDown() : state.holdDown();
  }

  private Duration doubled(FailoverState state) {
    Duration current = of(state); // A store may say anything: what is doubled must not overflow.
    boolean nearMax = current.compareTo(policy.maxHoldDown().dividedBy(2)) >= 0;
    return nearMax ? policy.maxHoldDown() : current.multipliedBy(2);
  }
}
