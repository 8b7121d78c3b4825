package io.github.hastreaming.internal.state;

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
        base.map(state -> state.decision().agreesWith(theirs.decision()))
            .orElseGet(() -> isUntouched(theirs));
    boolean weDecided =
        !base.map(state -> state.decision().agreesWith(ours.decision()))
            .orElseGet(() -> isUntouched(ours));
    return nobodyDecided && weDecided;
  }

  private static boolean isUntouched(FailoverState state) {
    return state.isPrimaryActive() && state.reason().isEmpty() && state.pin().isEmpty();
  }

  /** Our decision and its number, with what the other state knows. */
  static FailoverState withOurs(FailoverState ours, FailoverState onto) {
    return onto.toBuilder().epoch(ours.epoch()).decision(ours.decision()).build();
  }
}
