package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.time.TimeSource;

/**
 * Whether the active region's failure still stands when a target answers that could not be reached
 * before: perhaps nothing failed but this process's own network, and then the fleet must not be
 * moved for it. Used by one attempt at a time.
 */
final class StandingFailure {

  private final TimeSource time;
  private boolean answers;
  private long answersSince;

  StandingFailure(TimeSource time) {
    this.time = time;
  }

  /** A new failure: nothing is known of the network. */
  void forget() {
    answers = false;
  }

  /**
   * Asked after a target has answered, so the network is there: a region that refuses its probe now
   * has failed, and one that answers it must fail a call that begins afterwards.
   */
  boolean stands(Region failed, CallKind kind) {
    if (TargetProbe.failureOf(failed).isPresent()) {
      answers = false;
      return true;
    }
    if (!answers) {
      answers = true;
      answersSince = time.nanoTime();
      return false;
    }
    return failed.guard(kind).lastFailure() - answersSince > 0;
  }
}
