package io.github.hastreaming.internal.failover;

import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;

/** What an operator's command needs. */
final class CommandChecks {

  private CommandChecks() {}

  /** Returns the reason in one line. */
  static String requireReason(String reason) {
    String line = OneLine.of(reason);
    if (line.isEmpty()) {
      throw new IllegalArgumentException("reason must not be blank");
    }
    return line;
  }

  static void requireNotPinnedElsewhere(FailoverState state, boolean isThere) {
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

  /** Returns the target as it is known: a command names a stream, it does not describe one. */
  static StreamTarget requireKnown(FailoverState state, String ocid) {
    boolean pinnable =
        ocid.equals(state.primaryOcid())
            || ocid.equals(state.activeOcid())
            || state.secondary().filter(t -> t.streamOcid().equals(ocid)).isPresent();
    return state
        .target(ocid)
        .filter(known -> pinnable)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "target "
                        + ocid
                        + " is neither the primary nor the secondary; known are "
                        + state.targets()));
  }

  static void requirePinDuration(Duration duration) {
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
