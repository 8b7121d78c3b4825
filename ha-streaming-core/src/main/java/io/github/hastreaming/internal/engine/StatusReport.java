package io.github.hastreaming.internal.engine;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.failover.RegionStatus;
import io.github.hastreaming.internal.failover.FailoverCoordinator;
import io.github.hastreaming.internal.failover.StateKeeper;
import io.github.hastreaming.internal.failover.StateSync;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.state.FailoverState;
import java.util.ArrayList;
import java.util.List;

/** Takes a snapshot of a client. */
final class StatusReport {

  private StatusReport() {}

  static HaStreamStatus of(
      StateKeeper keeper, StateSync sync, Regions regions, FailoverCoordinator coordinator) {
    FailoverState state = keeper.state();
    List<RegionStatus> statuses = new ArrayList<>();
    for (Region region : regions.all()) {
      statuses.add(
          new RegionStatus(
              region.target(),
              region.breakerState(CallKind.WRITE),
              region.breakerState(CallKind.READ),
              region.lastFailure()));
    }
    return new HaStreamStatus(
        keeper.table().active().target(),
        state.isPrimaryActive(),
        state.epoch(),
        state.since(),
        state.reason(),
        statuses,
        state.secondary(),
        coordinator.resolverAnswer(),
        sync.failure(),
        keeper.isProvisional());
  }
}
