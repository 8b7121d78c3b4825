package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.FaultEffect.AnswerInstead;
import io.github.hastreaming.testkit.FaultEffect.AnswerLate;
import io.github.hastreaming.testkit.FaultEffect.BrokenConnection;
import io.github.hastreaming.testkit.FaultEffect.ProcessLate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Something that goes wrong in a region, see {@link OciStreamingEmulator#inject}. Hits all calls
 * until it is healed, unless {@link #on}, {@link #by}, {@link #times} or {@link #share} say
 * otherwise. Immutable.
 *
 * <p>Where several faults are injected, the one injected first that hits a call decides; what a
 * {@link #slow} one has held meets the others afterwards.
 */
public final class Fault {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final FaultEffect effect;
  private final FaultTarget target;
  private final int times;
  private final double share;

  private Fault(FaultEffect effect, FaultTarget target, int times, double share) {
    this.effect = effect;
    this.target = target;
    this.times = times;
    this.share = share;
  }

  /** Answers with the status and the code that the service uses with it; nothing is processed. */
  public static Fault status(int status) {
    return status(ErrorAnswer.of(status));
  }

  /**
   * Answers with an error; nothing is processed.
   *
   * @param status from 400 to 599
   * @param code the service's code, as in {@code {"code": ..., "message": ...}}
   */
  public static Fault status(int status, String code, String message) {
    return status(new ErrorAnswer(status, code, message));
  }

  /**
   * Answers 429 to the whole request; nothing is processed. For a throttled partition see {@link
   * OciStreamingEmulator#throttlePartition}.
   */
  public static Fault throttled() {
    return status(429, "TooManyRequests", "Too many requests, next request can be made in 1000 ms");
  }

  /**
   * Answers as a middlebox does that stands between the client and the region, such as a proxy or a
   * captive portal: with a page of HTML and none of the service's headers; nothing is processed.
   *
   * @param status from 200 to 599, but 204, 205 and 304, which have no body
   */
  public static Fault html(int status) {
    return html(status, MiddleboxAnswer.page(status));
  }

  /** The same with a page of your own. */
  public static Fault html(int status, String page) {
    return of(new AnswerInstead(MiddleboxAnswer.html(status, page)));
  }

  /**
   * Answers with a redirect, as a middlebox does; nothing is processed.
   *
   * @param status 301, 302, 303, 307 or 308
   * @param url absolute; sent as it is, whatever was asked for
   */
  public static Fault redirect(int status, String url) {
    return of(new AnswerInstead(RedirectAnswer.to(status, url, false)));
  }

  /**
   * The same, to the path and query that were asked for at another endpoint.
   *
   * @param endpoint absolute, without a path, such as that of another region
   */
  public static Fault redirectTo(int status, String endpoint) {
    return of(new AnswerInstead(RedirectAnswer.to(status, endpoint, true)));
  }

  /**
   * Holds the request, then processes it: the region is merely slow. It is processed even if its
   * client has given up meanwhile, but not if the region's port was closed. A request that was held
   * meets the other faults that are on by then, whenever they were injected. Any number of requests
   * are held at the same time; healing the fault does not cut short those that are.
   */
  public static Fault slow(Duration latency) {
    return slow(Latency.constant(latency));
  }

  /** The same, with a time that differs from request to request. */
  public static Fault slow(Latency latency) {
    return of(new ProcessLate(Objects.requireNonNull(latency, "latency")));
  }

  /**
   * Processes the request at once and answers late. Where the answer is lost, as by a client's
   * timeout, the request has been processed.
   */
  public static Fault delay(Duration delay) {
    return delay(Latency.constant(delay));
  }

  /** The same, with a delay that differs from request to request. */
  public static Fault delay(Latency delay) {
    return of(new AnswerLate(Objects.requireNonNull(delay, "delay")));
  }

  /**
   * Accepts the request, does not process it and never answers. Healing the fault closes the
   * connections that hang.
   */
  public static Fault hang() {
    return of(BrokenConnection.HANG);
  }

  /** Resets the connection; nothing is processed. */
  public static Fault resetBeforeProcessing() {
    return of(BrokenConnection.RESET_BEFORE_PROCESSING);
  }

  /** Processes the request and resets the connection instead of answering: a write has happened. */
  public static Fault resetAfterProcessing() {
    return of(BrokenConnection.RESET_AFTER_PROCESSING);
  }

  /**
   * Processes the request and closes the connection after half of the answer's body. An answer
   * without a body arrives whole.
   */
  public static Fault truncatedAnswer() {
    return of(BrokenConnection.TRUNCATED_ANSWER);
  }

  /**
   * Closes the region's port and resets its open connections, until it is healed. A client that
   * keeps connections open notices the reset first and is refused when it connects again. Hits
   * everything: it can be limited neither with {@link #on} nor with {@link #by}, {@link #times} or
   * {@link #share}.
   */
  public static Fault refused() {
    return of(BrokenConnection.REFUSED);
  }

  /** Hits only the calls of the scope. Replaces what an earlier {@code on} said. */
  public Fault on(FaultScope newScope) {
    return with(target.on(Objects.requireNonNull(newScope)));
  }

  /**
   * Hits only calls of these operations; nothing of Object Storage. Replaces what an earlier {@code
   * on} said.
   */
  public Fault on(StreamingOperation first, StreamingOperation... more) {
    return with(target.on(Stream.concat(Stream.of(first), Stream.of(more))));
  }

  /** Hits only calls of these users. Replaces what an earlier {@code by} said. */
  public Fault by(TestIdentity first, TestIdentity... more) {
    return by(
        Stream.concat(Stream.of(first), Stream.of(more))
            .map(identity -> new Caller(identity.userId()))
            .toList());
  }

  Fault by(List<Caller> callers) {
    return with(target.by(callers));
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
    return new Fault(effect, target, calls, share);
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
    return new Fault(effect, target, times, newShare);
  }

  FaultEffect effect() {
    return effect;
  }

  FaultTarget target() {
    return target;
  }

  int times() {
    return times;
  }

  double share() {
    return share;
  }

  /** Whether it closes the port. */
  boolean isRefusal() {
    return effect == BrokenConnection.REFUSED;
  }

  boolean isSlow() {
    return effect instanceof ProcessLate;
  }

  @Override
  public String toString() {
    String limits = times == UNLIMITED ? "" : " times " + times;
    return String.format(Locale.ROOT, "%s on %s%s share %s", effect, target, limits, share);
  }

  private static Fault status(ErrorAnswer answer) {
    if (answer.status() < 400 || answer.status() > 599) {
      throw new IllegalArgumentException(
          "status must be from 400 to 599 but was " + answer.status());
    }
    return of(new AnswerInstead(answer));
  }

  private static Fault of(FaultEffect effect) {
    return new Fault(effect, FaultTarget.EVERYTHING, UNLIMITED, 1);
  }

  private Fault with(FaultTarget newTarget) {
    requireLimitable();
    return new Fault(effect, newTarget, times, share);
  }

  private void requireLimitable() {
    if (isRefusal()) {
      throw new IllegalStateException("a closed port refuses every call: it can't be limited");
    }
  }
}
