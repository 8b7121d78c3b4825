package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.state.RoutingTable;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** The states that switches of this process lead to. Without effects; thread-safe. */
public final class NextState {

  private final FailbackPolicy policy;
  private final HoldDown holdDown;
  private final TimeSource time;
  private final String self;

  /**
   * @param self how this process signs its decisions
   */
  public NextState(FailbackPolicy policy, TimeSource time, String self) {
    this.policy = policy;
    this.holdDown = new HoldDown(policy);
    this.time = time;
    this.self = self;
  }

  /** To a secondary, because the primary failed for a kind of calls. */
  FailoverState afterFailure(RoutingTable seen, Region to, CallKind kind, String reason) {
    Set<CallKind> kinds = failedKinds(seen.state(), seen.active());
    kinds.add(kind);
    return switched(seen.state(), to.target().streamOcid(), reason)
        .failedKinds(kinds)
        .holdDown(holdDown.afterFailover(seen, time))
        .byHand(false)
        .build();
  }

  /** To the secondary that takes the place of one that is gone; the stay in it goes on. */
  FailoverState succeeded(FailoverState state, Region to, String reason) {
    return state.toBuilder()
        .activeOcid(to.target().streamOcid())
        .since(time.now())
        .reason(reason)
        .changedBy(self)
        .build();
  }

  /** To the primary, which is fit again. */
  FailoverState home(FailoverState state, String reason) {
    return switched(state, state.primaryOcid(), reason).failedKinds(Set.of()).byHand(false).build();
  }

  /** To a stream that somebody chose; what failed in the primary is not forgotten. */
  FailoverState.Builder chosen(FailoverState state, Region primary, String ocid, String reason) {
    return switched(state, ocid, reason)
        .failedKinds(failedKinds(state, primary))
        .holdDown(state.holdDown().isZero() ? policy.holdDown() : state.holdDown());
  }

  /** The active stream stays; who wants it so, and why, is new. */
  FailoverState.Builder confirmed(FailoverState state, String reason) {
    return state.toBuilder().reason(reason).changedBy(self);
  }

  /** The primary is left alone for longer. */
  FailoverState heldDown(FailoverState state) {
    Duration longer = holdDown.afterFailedTrial(state);
    return state.toBuilder().holdDown(longer).holdDownSince(time.now()).build();
  }

  private FailoverState.Builder switched(FailoverState state, String ocid, String reason) {
    Instant now = time.now();
    return state.toBuilder()
        .activeOcid(ocid)
        .since(now)
        .holdDownSince(now)
        .reason(reason)
        .changedBy(self);
  }

  /** Those that failed before the state, and those whose breaker is open in the primary now. */
  private static Set<CallKind> failedKinds(FailoverState state, Region primary) {
    Set<CallKind> kinds = EnumSet.noneOf(CallKind.class);
    kinds.addAll(state.failedKinds());
    for (CallKind kind : CallKind.values()) {
      if (primary.guard(kind).isOpen()) {
        kinds.add(kind);
      }
    }
    return kinds;
  }
}
