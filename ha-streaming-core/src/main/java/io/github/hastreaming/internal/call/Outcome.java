package io.github.hastreaming.internal.call;

import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.SendOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt came to.
 *
 * @param kind what it means
 * @param failure what the region's client threw; null if it answered
 * @param sent what is known of the request, where there is a failure
 */
record Outcome(FailureKind kind, @Nullable RuntimeException failure, SendOutcome sent) {

  static final Outcome SERVED = new Outcome(FailureKind.NONE, null, SendOutcome.UNKNOWN);

  /** An answer of which a part is to be repeated. */
  static final Outcome PARTLY_SERVED =
      new Outcome(FailureKind.THROTTLED, null, SendOutcome.UNKNOWN);

  static Outcome failed(FailureKind kind, RuntimeException failure) {
    return new Outcome(kind, failure, SendOutcome.of(failure));
  }

  /** There was no client to send it with. */
  static Outcome notSent(RuntimeException failure) {
    return new Outcome(FailureKind.OUTAGE, failure, SendOutcome.NOT_SENT);
  }
}
