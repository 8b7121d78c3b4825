package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.state.FailoverState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the way back to the primary demands.
 *
 * @param policy the application's
 * @param writesMayBeTried whether a put that failed in the primary may be sent to the secondary
 */
public record FailbackRules(FailbackPolicy policy, boolean writesMayBeTried) {

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
}
