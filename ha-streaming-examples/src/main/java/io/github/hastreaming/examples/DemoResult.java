package io.github.hastreaming.examples;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The account at the end of the demo.
 *
 * @param lostMessages acknowledged messages that were not delivered
 */
record DemoResult(
    DemoFault fault,
    int sent,
    int acknowledged,
    int delivered,
    List<Integer> lostMessages,
    int duplicates,
    int errors,
    Optional<Duration> failover,
    Optional<Duration> failback) {

  /** Whether the library kept its promise. */
  boolean isGood() {
    return failover.isPresent()
        && failback.isPresent()
        && lostMessages.isEmpty()
        && errors == 0
        && acknowledged == sent
        && delivered >= acknowledged;
  }

  /** The demo's last line. */
  @Override
  public String toString() {
    return String.join(
        " ",
        "RESULT",
        "fault=" + fault,
        "sent=" + sent,
        "acknowledged=" + acknowledged,
        "delivered=" + delivered,
        "lost=" + lostMessages.size(),
        "duplicates=" + duplicates,
        "errors=" + errors,
        "failoverMs=" + millis(failover),
        "failbackMs=" + millis(failback));
  }

  private static String millis(Optional<Duration> duration) {
    return duration.map(value -> Long.toString(value.toMillis())).orElse("-");
  }
}
