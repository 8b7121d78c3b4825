package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.state.FailoverState;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The states that switches lead to. */
final class Switch {

  private Switch() {}

  /** To a secondary, because the primary failed. */
  static FailoverState afterFailure(
      FailoverState state,
      String ocid,
      Set<CallKind> failedKinds,
      Duration holdDown,
      String reason,
      Instant now,
      String by) {
    return to(state, ocid, reason, now, by)
        .failedKinds(failedKinds)
        .holdDown(holdDown)
        .byHand(false)
        .build();
  }

  /** To the primary, which is fit again. */
  static FailoverState home(FailoverState state, String reason, Instant now, String by) {
    return to(state, state.primaryOcid(), reason, now, by)
        .failedKinds(Set.of())
        .byHand(false)
        .build();
  }

  /** To a stream that somebody chose; what failed in the primary is not forgotten. */
  static FailoverState.Builder to(
      FailoverState state, String ocid, String reason, Instant now, String by) {
    return state.toBuilder()
        .activeOcid(ocid)
        .since(now)
        .holdDownSince(now)
        .reason(reason)
        .changedBy(by);
  }
}
