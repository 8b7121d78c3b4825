package io.github.hastreaming.internal.call;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.call.SendOutcome;
import io.github.hastreaming.internal.failover.Trial;
import io.github.hastreaming.internal.region.Admission;
import io.github.hastreaming.internal.region.CallGuard;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The flow of one call: choose a region, wait for a slot, send, classify, report; then again, in
 * another region, or give up.
 */
final class CallExecution<R> {

  /** What comes after a region. */
  private enum Next {
    DONE,
    OTHER_REGION,
    OUT_OF_TIME
  }

  private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

  private final StreamCall<R> call;
  private final CallExecutor executor;
  private final TimeSource time;
  private final CallKind kind;
  private final Route route;
  private final long began;
  private @Nullable CallFailures failures;
  private @Nullable Map<Region, Retry.AsyncContext<Object>> begun; // Where it was left early.
  private boolean replaysUnknown;
  private boolean mayBeLate = true; // The first attempt is made however short the timeout is.

  CallExecution(StreamCall<R> call, CallExecutor executor, Route route) {
    this.call = call;
    this.executor = executor;
    this.time = executor.time();
    this.kind = call.operation().kind();
    this.route = route;
    this.began = time.nanoTime();
  }

  R run() {
    try {
      return tryRegions();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      String message = call.operation().methodName() + " was interrupted while it waited";
      return call.unserved(new BmcException(false, message, e, null));
    } catch (Stop e) {
      return call.unserved(e.failure());
    }
  }

  private R tryRegions() throws InterruptedException, Stop {
    while (true) {
      Region region = route.next();
      if (region == null) {
        String answer = awaitAnotherRegion();
        executor.stopIfClosed();
        if (!route.hasOther()) {
          return giveUp(answer);
        }
        continue;
      }
      Trial.Call trial = route.trial();
      Next next = trial == null ? serve(region) : serveTrial(region, trial);
      if (next == Next.DONE) {
        countServed(region);
        return call.result();
      }
      if (next == Next.OUT_OF_TIME) {
        long limit = executor.settings().callTimeout().toMillis();
        return giveUp("The call timeout of " + limit + " ms is over");
      }
    }
  }

  private void countServed(Region region) {
    region.guard(kind).counters().served();
    Region preferred = route.preferred();
    if (preferred != region && !route.isFirstOnly() && route.trial() == null) {
      preferred.guard(kind).counters().handedOver();
    }
  }

  /** All attempts in one region. */
  private Next serve(Region region) throws InterruptedException, Stop {
    CallGuard guard = region.guard(kind);
    // Most calls need none.
    Retry.@Nullable AsyncContext<Object> retries = begun == null ? null : begun.remove(region);
    Admission admission = route.admission();
    while (true) {
      CallGuard.Permit permit = enter(guard, admission);
      admission = Admission.LAST_RESORT; // A trial is one attempt.
      if (permit == null) {
        if (isOutOfTime()) {
          return Next.OUT_OF_TIME;
        }
        if (route.hasOther()) {
          return Next.OTHER_REGION;
        }
        continue; // The last region left admits even now.
      }
      mayBeLate = false; // Not after a trial: it was our choice, and is not to cost the caller.
      Outcome outcome = attempt(region, permit);
      if (outcome.kind() == FailureKind.NONE) {
        (retries == null ? guard.retries() : retries).onComplete();
        return Next.DONE;
      }
      retries = retries == null ? guard.retries() : retries;
      long wait = waitBeforeNextAttempt(region, outcome, retries);
      if (wait < 0) {
        return outcome.failure() == null ? Next.DONE : Next.OTHER_REGION;
      }
      Next next = pause(guard, Duration.ofMillis(wait));
      if (next == Next.OTHER_REGION) {
        leaveEarly(region, retries);
      }
      if (next != null) {
        return next;
      }
      guard.counters().retried();
    }
  }

  /** The region has attempts left, should the other ones fail. */
  private void leaveEarly(Region region, Retry.AsyncContext<Object> retries) {
    begun = begun == null ? new HashMap<>(4) : begun;
    begun.put(region, retries);
    route.leaveEarly();
  }

  /**
   * One attempt in the primary while the secondary is active: if it fails, or serves only a part,
   * the call is handed over at once.
   */
  private Next serveTrial(Region region, Trial.Call trial) throws InterruptedException, Stop {
    Outcome outcome = null;
    try {
      CallGuard.Permit permit = enter(region.guard(kind), route.admission());
      if (permit == null) {
        return isOutOfTime() ? Next.OUT_OF_TIME : Next.OTHER_REGION;
      }
      outcome = attempt(region, permit);
    } finally {
      report(trial, outcome);
    }
    if (outcome.kind() == FailureKind.NONE) {
      return Next.DONE;
    }
    if (outcome.failure() != null) {
      stopUnlessRepeatable(region, outcome, outcome.failure());
    }
    if (outcome.kind() != FailureKind.REFUSED) {
      route.leaveEarly();
    }
    return Next.OTHER_REGION;
  }

  private static void report(Trial.Call trial, @Nullable Outcome outcome) {
    if (outcome == null) {
      trial.ignored();
    } else if (outcome.kind() == FailureKind.NONE) {
      trial.succeeded();
    } else if (outcome.failure() != null && isRegionsFault(outcome.kind())) {
      trial.failed(RegionFailure.describe(outcome.failure()));
    } else {
      trial.ignored();
    }
  }

  private static boolean isRegionsFault(FailureKind kind) {
    return kind == FailureKind.OUTAGE || kind == FailureKind.REFUSED;
  }

  /** Null if the time is over or the breaker opened while the call waited for a slot. */
  private CallGuard.@Nullable Permit enter(CallGuard guard, Admission admission)
      throws InterruptedException, Stop {
    if (executor.isClosed() || (!mayBeLate && isOutOfTime())) {
      guard.decline(admission);
      executor.stopIfClosed();
      return null;
    }
    CallGuard.Permit permit = guard.tryEnter(admission);
    return permit != null ? permit : guard.enter(admission, remaining());
  }

  private Outcome attempt(Region region, CallGuard.Permit permit) throws Stop {
    route.attempt();
    if (replaysUnknown) {
      replaysUnknown = false;
      executor.counters().unknownOutcomeReplayed();
    }
    return Attempt.make(call, executor, region, permit);
  }

  /** Milliseconds, or -1 if there is no further attempt in this region. */
  private long waitBeforeNextAttempt(
      Region region, Outcome outcome, Retry.AsyncContext<Object> retries) throws Stop {
    RuntimeException failure = outcome.failure();
    if (failure == null) {
      return call.mayRepeatThrottled() ? retries.onResult(outcome) : -1;
    }
    stopUnlessRepeatable(region, outcome, failure);
    return outcome.kind() == FailureKind.REFUSED
        ? -1
        : nextRetry(region, outcome, failure, retries);
  }

  private void stopUnlessRepeatable(Region region, Outcome outcome, RuntimeException failure)
      throws Stop {
    if (outcome.kind() == FailureKind.REJECTED || outcome.kind() == FailureKind.NONE) {
      if (failure instanceof BmcException) {
        region.guard(kind).counters().failed();
      }
      throw new Stop(failure);
    }
    boolean mayRepeat =
        call.mayRepeatAfter(new RegionFailure(region.target(), failure), outcome.sent());
    if (outcome.kind() == FailureKind.INTERRUPTED) {
      Thread.currentThread().interrupt(); // The SDK cleared it.
      throw new Stop(failure);
    }
    boolean showsMisconfiguration =
        outcome.kind() == FailureKind.REFUSED && failures == null && noneHasServed();
    note(region, failure, outcome.kind());
    replaysUnknown = kind == CallKind.WRITE && outcome.sent() == SendOutcome.UNKNOWN;
    if (!mayRepeat || showsMisconfiguration) {
      throw new Stop(failure);
    }
  }

  private long nextRetry(
      Region region,
      Outcome outcome,
      RuntimeException failure,
      Retry.AsyncContext<Object> retries) {
    long wait = retries.onError(failure);
    if (wait < 0 && outcome.kind() == FailureKind.OUTAGE) {
      executor.coordinator().retriesUsedUp(route.table(), region, kind, began, failure);
    }
    return wait;
  }

  /** Then nothing tells a misconfiguration from an outage, and it must show. */
  private boolean noneHasServed() {
    return route.table().ranked().stream().noneMatch(Region::hasServed);
  }

  /** Waits before a retry, unless another region can have the call sooner. Null: try again. */
  private @Nullable Next pause(CallGuard guard, Duration wait) throws InterruptedException {
    boolean otherAtHand = route.hasOtherAtHand();
    if (otherAtHand && (guard.isOpen() || route.isDraining())) {
      return Next.OTHER_REGION;
    }
    if (route.isFirstOnly() && guard.isOpen()) {
      return Next.OTHER_REGION; // There is none: the call ends here, and can be made up later.
    }
    if (wait.compareTo(remaining()) >= 0) {
      return route.hasOther() ? Next.OTHER_REGION : Next.OUT_OF_TIME;
    }
    boolean leaves = otherAtHand || route.isFirstOnly();
    boolean opened = time.await(leaves ? guard.opened() : NEVER, wait);
    return opened ? Next.OTHER_REGION : null;
  }

  /** No region is left: if they are down, the resolver may name another one in time. */
  private String awaitAnotherRegion() throws InterruptedException {
    if (route.isFirstOnly()) {
      return "";
    }
    boolean noSecondary = route.table().ranked().size() == 1;
    boolean secondaryGone = failures != null && failures.hasRefusalOf(route.table().ranked());
    if (failures == null || failures.areRefusalsOnly() || !(noSecondary || secondaryGone)) {
      return "";
    }
    String answer =
        executor
            .coordinator()
            .awaitSecondary(failures.hasOutage(), remaining(), executor.closing());
    return noSecondary ? "No secondary: " + answer : "";
  }

  private R giveUp(String note) {
    CallFailures all = failures == null ? new CallFailures() : failures;
    return call.unserved(
        all.toException(call.operation(), executor.keeper().table().ranked(), note));
  }

  private void note(Region region, RuntimeException failure, FailureKind meaning) {
    if (failures == null) {
      failures = new CallFailures();
    }
    failures.add(region, failure, meaning);
    region.guard(kind).counters().failed();
    region.noteFailure(RegionFailure.describe(failure));
  }

  private boolean isOutOfTime() {
    return remaining().isZero();
  }

  private Duration remaining() {
    long left = executor.settings().callTimeout().toNanos() - (time.nanoTime() - began);
    return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }
}
