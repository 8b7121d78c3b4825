package io.github.hastreaming.testkit;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Something that goes wrong in a region, see {@link OciStreamingEmulator#inject}. Hits all calls
 * until it is healed, unless {@link #on}, {@link #times} or {@link #share} say otherwise.
 * Immutable.
 *
 * <p>Where several faults are injected, the one injected first that hits a call decides.
 */
public final class Fault {
  /** What happens to a call. */
  enum Kind {
    STATUS,
    DELAY,
    HANG,
    RESET_BEFORE_PROCESSING,
    RESET_AFTER_PROCESSING,
    TRUNCATED_ANSWER,
    REFUSED
  }

  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final Kind kind;
  private final ErrorAnswer answer;
  private final Duration delay;
  private final FaultScope scope;
  private final int times;
  private final double share;

  private Fault(
      Kind kind, ErrorAnswer answer, Duration delay, FaultScope scope, int times, double share) {
    this.kind = kind;
    this.answer = answer;
    this.delay = delay;
    this.scope = scope;
    this.times = times;
    this.share = share;
  }

  /** Answers with the status and the code that the service uses with it; nothing is processed. */
  public static Fault status(int status) {
    return status(status, ErrorAnswer.codeOf(status), "Injected fault: status " + status);
  }

  /**
   * Answers with an error; nothing is processed.
   *
   * @param status from 400 to 599
   * @param code the service's code, as in {@code {"code": ..., "message": ...}}
   */
  public static Fault status(int status, String code, String message) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status must be from 400 to 599 but was " + status);
    }
    return of(Kind.STATUS, new ErrorAnswer(status, code, message), Duration.ZERO);
  }

  /**
   * Answers 429 to the whole request; nothing is processed. For a throttled partition see {@link
   * OciStreamingEmulator#throttlePartition}.
   */
  public static Fault throttled() {
    return status(429, "TooManyRequests", "Too many requests, next request can be made in 1000 ms");
  }

  /** Processes the request at once and answers late. */
  public static Fault delay(Duration delay) {
    if (delay.isNegative() || delay.isZero()) {
      throw new IllegalArgumentException("delay must be positive but was " + delay);
    }
    return of(Kind.DELAY, ErrorAnswer.NONE, delay);
  }

  /**
   * Accepts the request, does not process it and never answers. Healing the fault closes the
   * connections that hang.
   */
  public static Fault hang() {
    return of(Kind.HANG, ErrorAnswer.NONE, Duration.ZERO);
  }

  /** Resets the connection; nothing is processed. */
  public static Fault resetBeforeProcessing() {
    return of(Kind.RESET_BEFORE_PROCESSING, ErrorAnswer.NONE, Duration.ZERO);
  }

  /** Processes the request and resets the connection instead of answering: a write has happened. */
  public static Fault resetAfterProcessing() {
    return of(Kind.RESET_AFTER_PROCESSING, ErrorAnswer.NONE, Duration.ZERO);
  }

  /**
   * Processes the request and closes the connection after half of the answer's body. An answer
   * without a body arrives whole.
   */
  public static Fault truncatedAnswer() {
    return of(Kind.TRUNCATED_ANSWER, ErrorAnswer.NONE, Duration.ZERO);
  }

  /**
   * Closes the region's port and resets its open connections, until it is healed. A client that
   * keeps connections open notices the reset first and is refused when it connects again. Hits
   * everything: it can be limited neither with {@link #on} nor with {@link #times} or {@link
   * #share}.
   */
  public static Fault refused() {
    return of(Kind.REFUSED, ErrorAnswer.NONE, Duration.ZERO);
  }

  /** Hits only the calls of the scope. */
  public Fault on(FaultScope newScope) {
    requireLimitable();
    return new Fault(kind, answer, delay, Objects.requireNonNull(newScope), times, share);
  }

  /**
   * Hits only the next calls.
   *
   * @param calls how many, at least 1
   */
  public Fault times(int calls) {
    requireLimitable();
    if (calls < 1) {
      throw new IllegalArgumentException("times must be at least 1 but was " + calls);
    }
    return new Fault(kind, answer, delay, scope, calls, share);
  }

  /**
   * Hits only a share of the calls, drawn from the emulator's seed.
   *
   * @param newShare more than 0, at most 1
   */
  public Fault share(double newShare) {
    requireLimitable();
    if (!(newShare > 0 && newShare <= 1)) {
      throw new IllegalArgumentException("share must be in (0, 1] but was " + newShare);
    }
    return new Fault(kind, answer, delay, scope, times, newShare);
  }

  Kind kind() {
    return kind;
  }

  ErrorAnswer answer() {
    return answer;
  }

  Duration delay() {
    return delay;
  }

  FaultScope scope() {
    return scope;
  }

  int times() {
    return times;
  }

  double share() {
    return share;
  }

  @Override
  public String toString() {
    String limits = times == UNLIMITED ? "" : " times " + times;
    return String.format(Locale.ROOT, "%s on %s%s share %s", kind, scope, limits, share);
  }

  private static Fault of(Kind kind, ErrorAnswer answer, Duration delay) {
    return new Fault(kind, answer, delay, FaultScope.ALL, UNLIMITED, 1);
  }

  private void requireLimitable() {
    if (kind == Kind.REFUSED) {
      throw new IllegalStateException("a closed port refuses every call: it can't be limited");
    }
  }
}
