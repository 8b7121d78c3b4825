package io.github.hastreaming.internal.failover;

import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.state.RoutingTable;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import java.time.Duration;

/** How long the primary is left alone: longer each time that coming back did not last. */
final class HoldDown {

  private final FailbackPolicy policy;

  HoldDown(FailbackPolicy policy) {
    this.policy = policy;
  }

  /** After a failover from the state of this table. */
  Duration afterFailover(RoutingTable table, TimeSource time) {
    FailoverState state = table.state();
    boolean cameBack = !state.holdDown().isZero();
    // By either clock: this process may have started long after the failback.
    boolean lasted =
        time.nanoTime() - table.switchedAt() >= Defaults.FAILBACK_PROVEN.toNanos()
            || Duration.between(state.since(), time.now()).compareTo(Defaults.FAILBACK_PROVEN) >= 0;
    return cameBack && !lasted ? doubled(state) : policy.holdDown();
  }

  Duration afterFailedTrial(FailoverState state) {
    return doubled(state);
  }

  /** What holds for a state; one from a store that says nothing has the policy's. */
  Duration of(FailoverState state) {
    return state.holdDown().isZero() ? policy.holdDown() : capped(state.holdDown());
  }

  /** Twice as long where failed writes cannot be tried, since then only probes tell. */
  Duration ofProbesAlone(FailoverState state) {
    return doubled(state);
  }

  private Duration doubled(FailoverState state) {
    return capped(of(state).multipliedBy(2));
  }

  /** A store may say anything, also what would overflow when it is doubled. */
  private Duration capped(Duration holdDown) {
    return holdDown.compareTo(policy.maxHoldDown()) > 0 ? policy.maxHoldDown() : holdDown;
  }
}
