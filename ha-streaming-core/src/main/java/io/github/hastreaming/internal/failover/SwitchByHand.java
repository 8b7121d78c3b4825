package io.github.hastreaming.internal.failover;

import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator decides. Each decision is one compare-and-set, checked against what it found.
 */
public final class SwitchByHand {

  private static final Logger LOG = LoggerFactory.getLogger(SwitchByHand.class);

  private final FailoverCoordinator coordinator;
  private final StateKeeper keeper;
  private final FailbackPolicy policy;
  private final TimeSource time;

  public SwitchByHand(FailoverCoordinator coordinator, FailbackPolicy policy) {
    this.coordinator = coordinator;
    this.keeper = coordinator.keeper();
    this.policy = policy;
    this.time = coordinator.time();
  }

  /** Switches to the secondary, to stay there. */
  public void failOver(String reason) {
    String why = CommandChecks.requireReason(reason);
    FailoverState seen = keeper.state();
    CommandChecks.requireNotPinnedElsewhere(seen, !seen.isPrimaryActive());
    StreamTarget secondary = secondaryOf(seen);
    if (seen.isPrimaryActive()) {
      requireServing(secondary);
    }
    decide(
        why,
        SwitchReason.BY_HAND,
        state -> {
          CommandChecks.requireNotPinnedElsewhere(state, !state.isPrimaryActive());
          FailoverState.Builder there =
              state.isPrimaryActive()
                  ? switched(state, secondary.streamOcid(), why)
                  : state.toBuilder().reason(why).changedBy(coordinator.self());
          return there.byHand(true).build();
        });
  }

  /** Switches to the primary. */
  public void failBack(String reason) {
    String why = CommandChecks.requireReason(reason);
    decide(
        why,
        SwitchReason.BY_HAND,
        state -> {
          CommandChecks.requireNotPinnedElsewhere(state, state.isPrimaryActive());
          return state.isPrimaryActive()
              ? state
              : Switch.home(state, why, time.now(), coordinator.self());
        });
  }

  /** Switches to a stream, to stay there for a time. */
  public void pin(StreamTarget target, Duration duration) {
    String ocid = target.streamOcid();
    FailoverState seen = keeper.state();
    StreamTarget known = CommandChecks.requireKnown(seen, ocid);
    CommandChecks.requirePinDuration(duration);
    boolean toSecondary = !ocid.equals(seen.primaryOcid());
    if (toSecondary && !seen.activeOcid().equals(ocid)) {
      requireServing(known);
    }
    Instant until = time.now().plus(duration);
    String reason = "pinned until " + until;
    decide(
        reason,
        SwitchReason.PIN,
        state -> {
          CommandChecks.requireKnown(state, ocid);
          FailoverState there =
              state.activeOcid().equals(ocid)
                  ? state
                  : switched(state, ocid, reason).byHand(false).build();
          return there.toBuilder().pin(Optional.of(new Pin(ocid, until, duration))).build();
        });
  }

  /** Ends the pin, if there is one. */
  public void unpin() {
    decide("", SwitchReason.PIN, state -> state.toBuilder().pin(Optional.empty()).build());
  }

  private FailoverState.Builder switched(FailoverState state, String ocid, String reason) {
    return Switch.to(state, ocid, reason, time.now(), coordinator.self())
        .failedKinds(KnownFailures.of(state, keeper.primary()))
        .holdDown(state.holdDown().isZero() ? policy.holdDown() : state.holdDown());
  }

  private void decide(String reason, SwitchReason cause, UnaryOperator<FailoverState> decision) {
    long began = time.nanoTime();
    while (true) {
      RoutingTable table = keeper.table();
      FailoverState next = decision.apply(table.state());
      if (next.equals(table.state())) {
        return;
      }
      boolean switches = !next.activeOcid().equals(table.state().activeOcid());
      if (switches) {
        next.target(next.activeOcid())
            .ifPresent(to -> coordinator.regions().of(to).resetBreakers());
      }
      Consumer<RoutingTable> announce =
          switches ? installed -> announce(table, installed, reason, began) : installed -> {};
      if (keeper.command(table, next, decision, announce)) {
        if (switches) {
          coordinator.switches().count(cause);
        } else if (next.isByHand() && cause == SwitchReason.BY_HAND) {
          String stays = keeper.table().active().target().region();
          LOG.warn("{} stays active until it is failed back from by hand: {}", stays, reason);
        }
        return;
      }
    }
  }

  private void announce(RoutingTable before, RoutingTable installed, String reason, long began) {
    StreamTarget from = before.active().target();
    StreamTarget to = installed.active().target();
    FailoverState state = installed.state();
    if (state.isPrimaryActive()) {
      Duration away = Duration.ofNanos(began - before.switchedAt());
      FailbackCompleted event =
          new FailbackCompleted(from, to, state.epoch(), reason, away, state.since());
      coordinator.events().publish(listener -> listener.onFailbackCompleted(event));
    } else {
      Duration took = Duration.ofNanos(time.nanoTime() - began);
      FailoverCompleted event =
          new FailoverCompleted(from, to, state.epoch(), reason, took, state.since());
      coordinator.events().publish(listener -> listener.onFailoverCompleted(event));
    }
  }

  private void requireServing(StreamTarget secondary) {
    Region region = coordinator.regions().of(secondary);
    String refusal = TargetProbe.refusal(region, keeper.primaryPartitions());
    if (refusal != null) {
      throw new IllegalStateException(
          "The secondary " + secondary + " cannot be switched to: " + refusal);
    }
  }

  private StreamTarget secondaryOf(FailoverState state) {
    return state
        .secondary()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no secondary to fail over to: " + coordinator.resolverAnswer()));
  }
}
