package io.github.hastreaming.internal.call;

import io.github.hastreaming.call.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt came to.
 *
 * @param kind what it means
 * @param failure what the region's client threw; null if it answered
 */
record Outcome(FailureKind kind, @Nullable RuntimeException failure) {

  static final Outcome SERVED = new Outcome(FailureKind.NONE, null);

  /** An answer of which a part is to be repeated. */
  static final Outcome PARTLY_SERVED = new Outcome(FailureKind.THROTTLED, null);
}
