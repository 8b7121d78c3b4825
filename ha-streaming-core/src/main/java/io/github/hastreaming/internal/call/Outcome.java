package io.github.hastreaming.internal.call;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.internal.region.SigningFailure;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt came to.
 *
 * @param result what that means for the call
 * @param failure what the region's client threw; null if it answered
 * @param sent what is known of the request, where there is a failure
 */
record Outcome(Result result, @Nullable RuntimeException failure, SendOutcome sent) {

  /** What an attempt means for its call. */
  enum Result {
    SERVED,
    /** A part of it is to be repeated. */
    PARTLY_SERVED,
    /** The region failed. */
    OUTAGE,
    /** The client was closed under it, since the region hangs. */
    CUT,
    /** The region asks for patience. */
    THROTTLED,
    /** The region refuses what it should serve. */
    REFUSED,
    /** The request is wrong, or the client is closed: nobody would serve it. */
    REJECTED,
    INTERRUPTED,
    /** The process's own credentials failed; nothing was sent. */
    NOT_SIGNED
  }

  static final Outcome SERVED = new Outcome(Result.SERVED, null, SendOutcome.UNKNOWN);

  static final Outcome PARTLY_SERVED = new Outcome(Result.PARTLY_SERVED, null, SendOutcome.UNKNOWN);

  static Outcome failed(FailureKind kind, RuntimeException failure) {
    if (SigningFailure.isCauseOf(failure)) {
      return new Outcome(Result.NOT_SIGNED, failure, SendOutcome.NOT_SENT);
    }
    return new Outcome(result(kind), failure, SendOutcome.of(failure));
  }

  static Outcome cut(RuntimeException failure) {
    return new Outcome(Result.CUT, failure, SendOutcome.UNKNOWN);
  }

  /** The client was closed before it was sent. */
  static Outcome closed() {
    return new Outcome(Result.REJECTED, CallExecutor.closedException(), SendOutcome.NOT_SENT);
  }

  /** There was no client to send it with. */
  static Outcome notSent(RuntimeException failure) {
    return new Outcome(Result.OUTAGE, failure, SendOutcome.NOT_SENT);
  }

  private static Result result(FailureKind kind) {
    return switch (kind) {
      case OUTAGE -> Result.OUTAGE;
      case REFUSED -> Result.REFUSED;
      case THROTTLED -> Result.THROTTLED;
      case INTERRUPTED -> Result.INTERRUPTED;
      case REJECTED, NONE -> Result.REJECTED;
    };
  }

  /** Whether the call needs no other attempt. */
  boolean isServed() {
    return result == Result.SERVED;
  }

  /** The status that the service answered with; -1 if it did not. */
  int status() {
    return failure instanceof BmcException service ? service.getStatusCode() : -1;
  }
}
