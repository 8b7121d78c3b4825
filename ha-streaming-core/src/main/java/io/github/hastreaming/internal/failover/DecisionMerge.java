package io.github.hastreaming.internal.failover;

import io.github.hastreaming.state.FailoverState;
import java.util.Optional;

/**
 * Whether what this process decided is decided again on top of a state that others stored
 * meanwhile: where they only added what they know and decided nothing, the failure that we saw
 * still stands.
 */
final class DecisionMerge {

  private DecisionMerge() {}

  /**
   * @param base what both sides began with
   */
  static boolean keepsOurs(Optional<FailoverState> base, FailoverState ours, FailoverState theirs) {
    boolean nobodyDecided =
        base.map(state -> RoutingTable.isSameDecision(state, theirs))
            .orElseGet(() -> isUntouched(theirs));
    boolean weDecided =
        !base.map(state -> RoutingTable.isSameDecision(state, ours))
            .orElseGet(() -> isUntouched(ours));
    return nobodyDecided && weDecided;
  }

  private static boolean isUntouched(FailoverState state) {
    return state.isPrimaryActive() && state.reason().isEmpty() && state.pin().isEmpty();
  }

  /** Our decision and its number, with what the other state knows. */
  static FailoverState withOurs(FailoverState ours, FailoverState onto) {
    return onto.toBuilder()
        .epoch(ours.epoch())
        .activeOcid(ours.activeOcid())
        .failedKinds(ours.failedKinds())
        .since(ours.since())
        .reason(ours.reason())
        .changedBy(ours.changedBy())
        .holdDown(ours.holdDown())
        .holdDownSince(ours.holdDownSince())
        .byHand(ours.isByHand())
        .pin(ours.pin())
        .build();
  }
}
