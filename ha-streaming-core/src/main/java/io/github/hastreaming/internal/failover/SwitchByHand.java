package io.github.hastreaming.internal.failover;

import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What an operator decides. Each decision is one compare-and-set, checked against what it found.
 */
public final class SwitchByHand {

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
    requireReason(reason);
    FailoverState seen = keeper.state();
    requireNotPinnedElsewhere(seen, !seen.isPrimaryActive());
    StreamTarget secondary = secondaryOf(seen);
    if (seen.isPrimaryActive()) {
      requireServing(secondary);
    }
    decide(
        reason,
        SwitchReason.BY_HAND,
        state -> {
          requireNotPinnedElsewhere(state, !state.isPrimaryActive());
          return state.isPrimaryActive()
              ? switched(state, secondary.streamOcid(), reason).byHand(true).build()
              : state.toBuilder().byHand(true).build();
        });
  }

  /** Switches to the primary. */
  public void failBack(String reason) {
    requireReason(reason);
    decide(
        reason,
        SwitchReason.BY_HAND,
        state -> {
          requireNotPinnedElsewhere(state, state.isPrimaryActive());
          return state.isPrimaryActive()
              ? state
              : Switch.home(state, reason, time.now(), coordinator.self());
        });
  }

  /** Switches to a stream, to stay there for a time. */
  public void pin(StreamTarget target, Duration duration) {
    String ocid = target.streamOcid();
    requirePinnable(keeper.state(), ocid);
    requirePinDuration(duration);
    boolean toSecondary = !ocid.equals(keeper.state().primaryOcid());
    if (toSecondary && !keeper.state().activeOcid().equals(ocid)) {
      requireServing(target);
    }
    Instant until = time.now().plus(duration);
    String reason = "pinned until " + until;
    decide(
        reason,
        SwitchReason.PIN,
        state -> {
          requirePinnable(state, ocid);
          FailoverState there =
              state.activeOcid().equals(ocid)
                  ? state
                  : switched(state, ocid, reason).byHand(false).build();
          return there.toBuilder().pin(Optional.of(new Pin(ocid, until))).build();
        });
  }

  /** Ends the pin, if there is one. */
  public void unpin() {
    decide("", SwitchReason.PIN, state -> state.toBuilder().pin(Optional.empty()).build());
  }

  private FailoverState.Builder switched(FailoverState state, String ocid, String reason) {
    return Switch.to(state, ocid, reason, time.now(), coordinator.self())
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
            .ifPresent(to -> coordinator.regions().aligned(to).resetBreakers());
      }
      Consumer<RoutingTable> announce =
          switches ? installed -> announce(table, installed, reason, began) : installed -> {};
      if (keeper.change(table, next, announce)) {
        if (switches) {
          coordinator.switches().count(cause);
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
      Duration away = Duration.ofNanos(began - before.heldSince());
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
    Region region = coordinator.regions().aligned(secondary);
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

  private static void requireReason(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason must not be blank");
    }
  }

  private static void requireNotPinnedElsewhere(FailoverState state, boolean isThere) {
    if (!isThere && state.pin().isPresent()) {
      Pin pin = state.pin().get();
      throw new IllegalStateException(
          "The client is pinned to "
              + pin.streamOcid()
              + " until "
              + pin.until()
              + ": unpin first");
    }
  }

  private static void requirePinnable(FailoverState state, String ocid) {
    boolean known =
        ocid.equals(state.primaryOcid())
            || ocid.equals(state.activeOcid())
            || state.secondary().filter(t -> t.streamOcid().equals(ocid)).isPresent();
    if (!known) {
      throw new IllegalArgumentException(
          "target "
              + ocid
              + " is neither the primary nor the secondary; known are "
              + state.targets());
    }
  }

  private static void requirePinDuration(Duration duration) {
    boolean inRange =
        !duration.isNegative() && !duration.isZero() && duration.compareTo(Defaults.MAX_PIN) <= 0;
    if (!inRange) {
      throw new IllegalArgumentException(
          "duration must be above zero, up to "
              + Defaults.MAX_PIN.toDays()
              + " days, was "
              + duration);
    }
  }
}
