package io.github.hastreaming.internal.state;

import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.StateAdopted;
import io.github.hastreaming.failover.SwitchDirection;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.counter.SwitchCounters;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The one door that every decision about the pair goes through. Under the keeper's lock it puts the
 * decision in force, lets the region that becomes active begin anew, queues the event and counts
 * the switch; so nothing of that happens for a decision that is not made, and events are in the
 * order of the changes they tell of. Thread-safe.
 */
public final class Decisions {

  private final StateKeeper keeper;
  private final Events events;
  private final SwitchCounters switches;
  private final TimeSource time;

  public Decisions(StateKeeper keeper, Events events, SwitchCounters switches, TimeSource time) {
    this.keeper = keeper;
    this.events = events;
    this.switches = switches;
    this.time = time;
  }

  /**
   * Decides.
   *
   * @param reason why, should it switch
   * @param began when the work that leads to it began, monotonic
   * @param decision the next state; the same one if there is nothing to decide any more. Must be
   *     quick and without effects
   * @return whether anything was decided
   */
  public boolean decide(
      SwitchReason reason, long began, Function<RoutingTable, FailoverState> decision) {
    return keeper.change(decision, (before, now) -> installed(reason, began, before, now));
  }

  /**
   * Carries out what an operator ordered, also on top of what another process stored meanwhile.
   *
   * @param command as in {@link #decide}; throws if what is wanted cannot be done
   */
  public boolean command(SwitchReason reason, long began, UnaryOperator<FailoverState> command) {
    return keeper.command(command, (before, now) -> installed(reason, began, before, now));
  }

  /** Changes what a decision says besides the active stream, such as the hold-down. */
  public boolean amend(Function<RoutingTable, FailoverState> amendment) {
    return keeper.change(amendment, (before, now) -> {});
  }

  /**
   * The store holds this: what others decided comes into force.
   *
   * @return whether others changed anything
   */
  boolean observed(Optional<FailoverState> loaded) {
    return keeper.observed(loaded, this::adopted);
  }

  private void installed(SwitchReason reason, long began, RoutingTable before, RoutingTable now) {
    if (before.active() == now.active()) {
      return;
    }
    now.active().resetBreakers();
    if (now.state().isPrimaryActive()) {
      failedBack(before, now);
    } else {
      failedOver(before, now, began);
    }
    switches.count(direction(before, now), reason);
  }

  private static SwitchDirection direction(RoutingTable before, RoutingTable now) {
    if (now.state().isPrimaryActive()) {
      return SwitchDirection.FAILBACK;
    }
    return before.state().isPrimaryActive()
        ? SwitchDirection.FAILOVER
        : SwitchDirection.BETWEEN_SECONDARIES;
  }

  private void failedOver(RoutingTable before, RoutingTable now, long began) {
    FailoverCompleted event =
        new FailoverCompleted(
            before.active().target(),
            now.active().target(),
            now.state().epoch(),
            now.state().reason(),
            Duration.ofNanos(time.nanoTime() - began),
            time.now());
    events.publish(listener -> listener.onFailoverCompleted(event));
  }

  private void failedBack(RoutingTable before, RoutingTable now) {
    FailbackCompleted event =
        new FailbackCompleted(
            before.active().target(),
            now.active().target(),
            now.state().epoch(),
            now.state().reason(),
            timeAway(before),
            time.now());
    events.publish(listener -> listener.onFailbackCompleted(event));
  }

  /** Since this process knows of the failover, or for longer if that was before its time. */
  private Duration timeAway(RoutingTable before) {
    Duration known = Duration.ofNanos(time.nanoTime() - before.switchedAt());
    Duration stored = Duration.between(before.state().since(), time.now());
    return stored.compareTo(known) > 0 ? stored : known;
  }

  private void adopted(RoutingTable before, RoutingTable now) {
    boolean switched = before.active() != now.active();
    if (switched) {
      now.active().resetBreakers();
    }
    if (switched || !before.state().targets().equals(now.state().targets())) {
      tellAdopted(before.active().target(), now);
    }
    if (switched) {
      switches.count(direction(before, now), SwitchReason.ADOPTED);
    }
  }

  private void tellAdopted(StreamTarget from, RoutingTable now) {
    FailoverState state = now.state();
    StateAdopted event =
        new StateAdopted(
            from,
            now.active().target(),
            state.secondary(),
            state.epoch(),
            state.since(),
            state.reason(),
            state.changedBy(),
            time.now());
    events.publish(listener -> listener.onStateAdopted(event));
  }
}
