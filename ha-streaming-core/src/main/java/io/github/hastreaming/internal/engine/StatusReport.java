package io.github.hastreaming.internal.engine;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.failover.CallCounts;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.failover.RegionStatus;
import io.github.hastreaming.internal.counter.CallCounters;
import io.github.hastreaming.internal.counter.ClientCounters;
import io.github.hastreaming.internal.failover.Failback;
import io.github.hastreaming.internal.failover.FailoverCoordinator;
import io.github.hastreaming.internal.failover.RoutingTable;
import io.github.hastreaming.internal.failover.StateKeeper;
import io.github.hastreaming.internal.failover.StateSync;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.state.FailoverState;

/** Takes a snapshot of a client. */
final class StatusReport {

  private StatusReport() {}

  static HaStreamStatus of(
      StateKeeper keeper,
      StateSync sync,
      Regions regions,
      FailoverCoordinator coordinator,
      Failback failback,
      ClientCounters counters) {
    RoutingTable table = keeper.table();
    FailoverState state = table.state();
    return HaStreamStatus.builder(table.active().target())
        .primaryActive(state.isPrimaryActive())
        .epoch(state.epoch())
        .since(state.since())
        .reason(state.reason())
        .regions(regions.all().stream().map(StatusReport::of).toList())
        .secondary(state.secondary())
        .resolverAnswer(coordinator.resolverAnswer())
        .stateStoreFailure(sync.failure())
        .provisional(keeper.isProvisional())
        .byHand(state.isByHand())
        .pin(state.pin())
        .failback(failback.progress())
        .holdDown(state.holdDown())
        .switches(counters.switches().snapshot())
        .partialFailures(counters.partialFailures())
        .unknownOutcomesReplayed(counters.unknownOutcomesReplayed())
        .sweepsWithMessages(counters.sweepsWithMessages())
        .build();
  }

  private static RegionStatus of(Region region) {
    return new RegionStatus(
        region.target(),
        region.breakerState(CallKind.WRITE),
        region.breakerState(CallKind.READ),
        region.lastFailure(),
        counts(region.guard(CallKind.WRITE).counters()),
        counts(region.guard(CallKind.READ).counters()));
  }

  private static CallCounts counts(CallCounters counters) {
    return new CallCounts(
        counters.servedCount(),
        counters.failedCount(),
        counters.retriedCount(),
        counters.handedOverCount());
  }
}
