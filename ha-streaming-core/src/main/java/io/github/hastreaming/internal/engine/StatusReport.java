package io.github.hastreaming.internal.engine;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.failover.CallCounts;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.failover.RegionStatus;
import io.github.hastreaming.internal.counter.CallCounters;
import io.github.hastreaming.internal.counter.ClientCounters;
import io.github.hastreaming.internal.failover.Failback;
import io.github.hastreaming.internal.failover.FailbackProgress;
import io.github.hastreaming.internal.failover.FailoverCoordinator;
import io.github.hastreaming.internal.region.KnownFitness;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.state.RoutingTable;
import io.github.hastreaming.internal.state.StateKeeper;
import io.github.hastreaming.internal.state.StateSync;
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
    KnownFitness fitness =
        state
            .secondary()
            .map(target -> regions.find(target.streamOcid())) // Of a closed client there are some.
            .map(Region::fitness)
            .orElse(KnownFitness.UNKNOWN);
    FailbackProgress progress = failback.progress();
    return new StatusSnapshot(
        table.active().target(),
        state.isPrimaryActive(),
        state.epoch(),
        state.since(),
        state.reason(),
        regions.all().stream().map(StatusReport::of).toList(),
        state.secondary(),
        fitness.fitness(),
        fitness.reason(),
        coordinator.resolverAnswer(),
        sync.failure(),
        keeper.isProvisional(),
        state.isByHand(),
        state.pin(),
        progress.phase(),
        progress.details(),
        state.holdDown(),
        counters.switches().snapshot(),
        counters.unserved(),
        counters.partialFailures(),
        counters.unknownOutcomesReplayed(),
        counters.sweepsWithMessages());
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
