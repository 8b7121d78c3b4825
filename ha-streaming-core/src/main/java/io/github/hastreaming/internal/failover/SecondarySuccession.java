package io.github.hastreaming.internal.failover;

import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;

/**
 * The active secondary was deleted and the resolver names another one, as after it was provisioned
 * again: that one becomes active. While the old one answers, nothing changes.
 */
final class SecondarySuccession {

  private SecondarySuccession() {}

  static void consider(FailoverCoordinator coordinator, StreamTarget named) {
    StateKeeper keeper = coordinator.keeper();
    RoutingTable seen = keeper.table();
    Region active = seen.active();
    boolean replaced =
        !seen.state().isPrimaryActive()
            && seen.state().pin().isEmpty()
            && !active.target().streamOcid().equals(named.streamOcid());
    if (!replaced) {
      return;
    }
    String refusal = TargetProbe.refusal(active, keeper.primaryPartitions());
    Region successor = coordinator.regions().of(named);
    if (refusal == null || TargetProbe.refusal(successor, keeper.primaryPartitions()) != null) {
      return;
    }
    String reason = "the secondary " + active.target().streamOcid() + " is gone: " + refusal;
    FailoverState next =
        seen.state().toBuilder()
            .activeOcid(named.streamOcid())
            .since(coordinator.time().now())
            .reason(reason)
            .changedBy(coordinator.self())
            .build();
    successor.resetBreakers();
    boolean done =
        keeper.change(
            seen,
            next,
            installed -> announce(coordinator, active.target(), named, installed, reason));
    if (done) {
      coordinator.switches().count(SwitchReason.FAILURE);
    }
  }

  private static void announce(
      FailoverCoordinator coordinator,
      StreamTarget from,
      StreamTarget to,
      RoutingTable installed,
      String reason) {
    FailoverCompleted event =
        new FailoverCompleted(
            from, to, installed.state().epoch(), reason, Duration.ZERO, coordinator.time().now());
    coordinator.events().publish(listener -> listener.onFailoverCompleted(event));
  }
}
