package io.github.hastreaming.internal.region;

import io.github.hastreaming.call.CallKind;

/**
 * A region has not answered calls of a kind for a while, and every known region is asked whether it
 * answers at all. Ends with the next answer to such a call. Thread-safe.
 */
public final class Doubt {

  private final Region region;
  private final CallKind kind;
  private final long since;
  private volatile boolean anotherAnswers;
  private volatile boolean itAnswersProbes;
  private volatile boolean timedOut;

  Doubt(Region region, CallKind kind, long since) {
    this.region = region;
    this.kind = kind;
    this.since = since;
  }

  /** The kind of calls that are not answered. */
  public CallKind kind() {
    return kind;
  }

  /** A probe that was sent because of this doubt was answered. */
  void answeredBy(Region answering) {
    if (answering == region) {
      itAnswersProbes = true;
    } else {
      anotherAnswers = true;
    }
  }

  /** Whether this process's own network can be ruled out. */
  boolean isAnotherAnswering() {
    return anotherAnswers;
  }

  /** Whether the region's own probe is unanswered, too, for at least this long. */
  boolean isProbeUnanswered(long now, long threshold) {
    return !itAnswersProbes && now - since >= threshold;
  }

  /** A call used up its read timeout; whether one had done so before. */
  boolean timedOutBefore() {
    boolean before = timedOut;
    timedOut = true;
    return before;
  }

  boolean isProbeAnswered() {
    return itAnswersProbes;
  }
}
