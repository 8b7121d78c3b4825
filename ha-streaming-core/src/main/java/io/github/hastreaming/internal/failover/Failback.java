package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.internal.counter.SwitchCounters;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the pair back to the primary. Follows the state in force: each stay in the secondary is
 * one {@link FailbackAttempt}, which ends with it, so that what it learned never outlives it.
 */
public final class Failback {

  private final StateKeeper keeper;
  private final Events events;
  private final TimeSource time;
  private final FailbackPolicy policy;
  private final boolean writesMayBeTried;
  private final SwitchCounters switches;
  private final String self;
  private final boolean initiates;
  private final Trials trials = new Trials();
  private @Nullable FailbackAttempt attempt; // Guarded by this.
  private boolean closed; // Guarded by this.

  /**
   * @param writesMayBeTried whether a put that failed in the primary may be sent to the secondary
   * @param initiates whether this process switches by itself
   */
  public Failback(
      StateKeeper keeper,
      Events events,
      TimeSource time,
      FailbackPolicy policy,
      boolean writesMayBeTried,
      SwitchCounters switches,
      String self,
      boolean initiates) {
    this.keeper = keeper;
    this.events = events;
    this.time = time;
    this.policy = policy;
    this.writesMayBeTried = writesMayBeTried;
    this.switches = switches;
    this.self = self;
    this.initiates = initiates;
  }

  /** Begins to follow the state. */
  public void start() {
    keeper.onChange(this::follow);
    follow();
  }

  /** The trial that calls may be part of. */
  public Trials trials() {
    return trials;
  }

  /** What the way back waits for, for people; empty while the primary is active. */
  public synchronized String progress() {
    if (attempt != null) {
      return attempt.progress();
    }
    FailoverState state = keeper.state();
    if (state.isPrimaryActive()) {
      return "";
    }
    if (state.pin().isPresent()) {
      return "pinned";
    }
    return initiates ? "by hand only" : "left to others: this process follows the state store";
  }

  public synchronized void close() {
    closed = true;
    follow();
  }

  private synchronized void follow() {
    RoutingTable table = keeper.table();
    if (attempt != null) {
      if (!closed && attempt.isOf(table.state())) {
        attempt.learned(table.state());
        return;
      }
      attempt.end(closed ? "the client is closed" : "something else was decided");
      attempt = null;
      trials.end();
    }
    if (!closed && comesHomeByItself(table.state())) {
      attempt = new FailbackAttempt(this, table);
      attempt.begin();
    }
  }

  private boolean comesHomeByItself(FailoverState state) {
    return initiates
        && policy.isAutomatic()
        && !state.isPrimaryActive()
        && !state.isByHand()
        && state.pin().isEmpty();
  }

  /** The kinds whose calls are to be tried: those that failed, as far as they may be tried. */
  Set<CallKind> kindsToTry(FailoverState state) {
    Set<CallKind> kinds = EnumSet.noneOf(CallKind.class);
    kinds.addAll(state.failedKinds());
    if (!writesMayBeTried) {
      kinds.remove(CallKind.WRITE);
    }
    return kinds;
  }

  /** How long the primary is left alone in a state. */
  Duration holdDown(FailoverState state) {
    HoldDown holdDown = new HoldDown(policy);
    boolean probesAlone = !writesMayBeTried && state.failedKinds().contains(CallKind.WRITE);
    return probesAlone ? holdDown.ofProbesAlone(state) : holdDown.of(state);
  }

  StateKeeper keeper() {
    return keeper;
  }

  Events events() {
    return events;
  }

  TimeSource time() {
    return time;
  }

  FailbackPolicy policy() {
    return policy;
  }

  SwitchCounters switches() {
    return switches;
  }

  String self() {
    return self;
  }
}
