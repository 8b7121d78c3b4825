package io.github.hastreaming.internal.region;

import java.time.Duration;

/** Why a breaker opened. */
public sealed interface OpenCause {

  /** For people. */
  String text();

  /**
   * Too many calls failed, or somebody opened it through the registry.
   *
   * @param failed how many
   * @param counted of the last how many
   */
  record FailedCalls(int failed, int counted) implements OpenCause {

    @Override
    public String text() {
      return failed + " of the last " + counted + " calls failed";
    }
  }

  /**
   * Calls are in flight and none is answered.
   *
   * @param silence for how long
   */
  record NoAnswer(Duration silence) implements OpenCause {

    @Override
    public String text() {
      return "no answer for " + silence.toMillis() + " ms";
    }
  }

  /**
   * A call used up its read timeout while the region was silent.
   *
   * @param isConfirmed whether its probe is unanswered as well, or another call ended so: one lost
   *     request is no outage
   */
  record TimedOut(boolean isConfirmed) implements OpenCause {

    @Override
    public String text() {
      return isConfirmed ? "calls time out" : "a call timed out";
    }
  }
}
