package io.github.hastreaming.internal.failover;

import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.state.RoutingTable;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;

/**
 * The active secondary was deleted and the resolver names another one, as after it was provisioned
 * again: that one becomes active. While the old one answers, nothing changes.
 */
final class SecondarySuccession {

  private final PairParts pair;
  private final TargetProbe probe;

  SecondarySuccession(PairParts pair, TargetProbe probe) {
    this.pair = pair;
    this.probe = probe;
  }

  void consider(StreamTarget named) {
    long began = pair.time().nanoTime();
    RoutingTable seen = pair.keeper().table();
    if (!mayBeReplaced(seen.state(), named)) {
      return;
    }
    TargetProbe.Verdict verdict = probe.ask(seen.active());
    Region successor = pair.regions().of(named);
    if (verdict instanceof TargetProbe.Verdict.Refused gone
        && probe.ask(successor) instanceof TargetProbe.Verdict.Fit) {
      String old = seen.active().target().streamOcid();
      String reason = "the secondary " + old + " is gone: " + gone.reason();
      pair.decisions()
          .decide(
              SwitchReason.FAILURE,
              began,
              now ->
                  now.active() == seen.active() && mayBeReplaced(now.state(), named)
                      ? pair.next().succeeded(now.state(), successor, reason)
                      : now.state());
    }
  }

  private static boolean mayBeReplaced(FailoverState state, StreamTarget named) {
    return !state.isPrimaryActive()
        && state.pin().isEmpty()
        && !state.activeOcid().equals(named.streamOcid());
  }
}
