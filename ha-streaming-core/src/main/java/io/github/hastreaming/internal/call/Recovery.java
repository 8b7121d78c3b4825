package io.github.hastreaming.internal.call;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.internal.call.Outcome.Result;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.RetryPacing;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether a call goes on after an attempt that did not serve it, and where. Keeps what is
 * known of its failures. Used by one thread.
 */
final class Recovery {

  /** How long a call without a region left waits before it tries again what failed. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

  private final StreamCall<?> call;
  private final CallExecutor executor;
  private final Route route;
  private final CallKind kind;
  private final long began;
  private final CallFailures failures = new CallFailures();
  private boolean unknownOutcome;
  private boolean wasCut;
  private Duration nextLook = FIRST_LOOK;

  Recovery(StreamCall<?> call, CallExecutor executor, Route route, long began) {
    this.call = call;
    this.executor = executor;
    this.route = route;
    this.kind = call.operation().kind();
    this.began = began;
  }

  /** After an attempt that failed, or served only a part. */
  Next after(Region region, Outcome outcome, RetryPacing retries) {
    RuntimeException failure = outcome.failure();
    if (failure == null) {
      return call.mayRepeatThrottled() ? waited(retries.onResult(outcome), Next.DONE) : Next.DONE;
    }
    if (outcome.result() == Result.NOT_SIGNED) {
      // The same credentials sign elsewhere.
      return waited(retries.onError(failure), new Next.End(notSigned(failure)));
    }
    Next next = afterFailure(region, outcome, failure);
    if (next != Next.ELSEWHERE || isLeftAtOnce(outcome.result())) {
      return next;
    }
    next = waited(retries.onError(failure), Next.ELSEWHERE);
    if (next == Next.ELSEWHERE && outcome.result() == Result.OUTAGE) {
      executor.coordinator().retriesUsedUp(route.table(), region, kind, began, failure);
    }
    return next;
  }

  /** The only attempt that a region gets: the call ends, or goes elsewhere. */
  Next afterOnly(Region region, Outcome outcome) {
    RuntimeException failure = outcome.failure();
    if (failure == null || outcome.result() == Result.NOT_SIGNED) {
      return Next.ELSEWHERE;
    }
    return afterFailure(region, outcome, failure);
  }

  private static boolean isLeftAtOnce(Result result) {
    return result == Result.REFUSED || result == Result.CUT;
  }

  private static Next waited(Optional<Duration> wait, Next otherwise) {
    return wait.isPresent() ? new Next.Repeat(wait.get()) : otherwise;
  }

  private BmcException notSigned(RuntimeException failure) {
    String message =
        call.operation().methodName()
            + " was not sent: its request could not be signed: "
            + RegionFailure.describe(failure);
    return new BmcException(false, message, failure, null);
  }

  /** {@link Next#ELSEWHERE} unless the call must end here. */
  private Next afterFailure(Region region, Outcome outcome, RuntimeException failure) {
    if (outcome.result() == Result.REJECTED) {
      if (failure instanceof BmcException) {
        region.guard(kind).counters().failed();
      }
      return new Next.End(failure); // The caller's mistake, or the client is closed.
    }
    boolean mayRepeat =
        call.mayRepeatAfter(new RegionFailure(region.target(), failure), outcome.sent());
    if (outcome.result() == Result.INTERRUPTED) {
      Thread.currentThread().interrupt(); // The SDK cleared it.
      return new Next.End(failure);
    }
    boolean showsMisconfiguration =
        outcome.result() == Result.REFUSED && failures.isEmpty() && noneHasServed();
    note(region, failure, outcome.result());
    if (!mayRepeat || showsMisconfiguration) {
      return new Next.End(failure);
    }
    wasCut |= outcome.result() == Result.CUT;
    unknownOutcome = kind == CallKind.WRITE && outcome.sent() == SendOutcome.UNKNOWN;
    return Next.ELSEWHERE;
  }

  /** Then nothing tells a misconfiguration from an outage, and it must show. */
  private boolean noneHasServed() {
    return route.table().ranked().stream().noneMatch(Region::hasServed);
  }

  private void note(Region region, RuntimeException failure, Result meaning) {
    failures.add(region, failure, meaning);
    region.guard(kind).counters().failed();
    String reason = RegionFailure.describe(failure);
    region.noteFailure(reason);
    if (meaning == Result.REFUSED && failures.hasOutage()) {
      executor.coordinator().refused(region, call.operation(), reason);
    }
  }

  /** Whether the next attempt may store messages again; asked once for each attempt. */
  boolean replaysUnknown() {
    boolean replays = unknownOutcome;
    unknownOutcome = false;
    return replays;
  }

  /** Whether an attempt was cut off: no other one is. */
  boolean wasCut() {
    return wasCut;
  }

  /** How long to wait for another region before those that failed are tried again. */
  Duration nextLook() {
    Duration look = nextLook;
    Duration twice = look.multipliedBy(2);
    nextLook = twice.compareTo(LONGEST_LOOK) < 0 ? twice : LONGEST_LOOK;
    return look;
  }

  CallFailures failures() {
    return failures;
  }
}
