package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.state.FailoverState;
import java.util.EnumSet;
import java.util.Set;

/** The kinds of calls that must be tried in the primary before it is come back to. */
final class KnownFailures {

  private KnownFailures() {}

  /** Those that failed before the state, and those whose breaker is open in the primary now. */
  static Set<CallKind> of(FailoverState state, Region primary) {
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
