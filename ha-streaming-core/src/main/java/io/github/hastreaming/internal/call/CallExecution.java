package io.github.hastreaming.internal.call;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.internal.call.Outcome.Result;
import io.github.hastreaming.internal.failover.SecondaryWait;
import io.github.hastreaming.internal.failover.Trial;
import io.github.hastreaming.internal.region.Admission;
import io.github.hastreaming.internal.region.CallGuard;
import io.github.hastreaming.internal.region.LineWait;
import io.github.hastreaming.internal.region.Permit;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.RetryPacing;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The flow of one call: choose a region, wait for a slot, send, classify, report; then again, in
 * another region, or give up. One for every call: what only a failed call needs is {@link
 * Recovery}'s.
 */
final class CallExecution<R> implements LineWait {

  /** At most this much of the waiting in moving lines is not charged to the call. */
  private static final Duration MOST_UNCHARGED = Duration.ofSeconds(60);

  private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

  private final StreamCall<R> call;
  private final CallExecutor executor;
  private final Route route;
  private final long began;
  private @Nullable Recovery recovery; // Most calls need none.
  private @Nullable Map<Region, RetryPacing> begun; // Where it was left.
  private Duration uncharged = Duration.ZERO; // Spent in lines that moved.
  private boolean mayBeLate = true; // The first attempt is made however short the timeout is.

  CallExecution(StreamCall<R> call, CallExecutor executor, Route route) {
    this.call = call;
    this.executor = executor;
    this.route = route;
    this.began = time().nanoTime();
  }

  R run() {
    try {
      while (true) {
        Next next = visitNextRegion();
        if (next == Next.DONE) {
          return call.result();
        }
        if (next instanceof Next.End end) {
          return unserved(end.failure());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      String message = call.operation().methodName() + " was interrupted while it waited";
      return unserved(new BmcException(false, message, e, null));
    }
  }

  private R unserved(RuntimeException failure) {
    try {
      return call.unserved(failure);
    } catch (RuntimeException e) {
      if (!route.isFirstOnly()) { // Else others are asked as well, and the caller may be served.
        executor.counters().unserved(kind());
      }
      throw e;
    }
  }

  private Next visitNextRegion() throws InterruptedException {
    Region region = route.next();
    if (region == null) {
      return withoutRegion();
    }
    Trial.Call trial = route.trial();
    Next next = trial == null ? serve(region) : serveTrial(region, trial);
    if (next == Next.DONE) {
      countServed(region);
    }
    return next;
  }

  private void countServed(Region region) {
    region.guard(kind()).counters().served();
    Region preferred = route.preferred();
    if (preferred != region && !route.isFirstOnly() && route.trial() == null) {
      preferred.guard(kind()).counters().handedOver();
    }
  }

  /** All attempts in one region. */
  private Next serve(Region region) throws InterruptedException {
    CallGuard guard = region.guard(kind());
    @Nullable RetryPacing retries = begun == null ? null : begun.remove(region);
    Admission admission = route.admission();
    while (true) {
      Permit permit = enter(guard, admission, false);
      admission = Admission.LAST_RESORT; // A half-open breaker admits one attempt.
      if (permit == null) {
        Next next = withoutPermit();
        if (next instanceof Next.Repeat) {
          continue; // The last region left admits even now.
        }
        return next;
      }
      mayBeLate = false; // Not after a trial: it was our choice, and is not to cost the caller.
      Outcome outcome = attempt(region, permit);
      if (outcome.isServed()) {
        if (retries == null) {
          guard.retries().onComplete(); // The usual way: it need not be allocated.
        } else {
          retries.onComplete();
        }
        return Next.DONE;
      }
      retries = retries == null ? guard.retries() : retries;
      Next next = recovery().after(region, outcome, retries);
      if (next instanceof Next.Repeat again) {
        next = pause(guard, again);
        if (next == Next.ELSEWHERE) {
          route.leaveEarly(); // It has attempts left, should the other ones fail.
        }
      }
      if (!(next instanceof Next.Repeat)) {
        leave(region, retries);
        return next;
      }
      guard.counters().retried();
    }
  }

  /** Should it come again, it has the attempts that are left: one if there are none. */
  private void leave(Region region, RetryPacing retries) {
    begun = begun == null ? new HashMap<>(4) : begun;
    begun.put(region, retries);
  }

  /**
   * One attempt in the primary while the secondary is active: if it fails, or serves only a part,
   * the call is handed over at once.
   */
  private Next serveTrial(Region region, Trial.Call trial) throws InterruptedException {
    Outcome outcome = null;
    try {
      Permit permit = enter(region.guard(kind()), route.admission(), true);
      if (permit == null) {
        Next next = withoutPermit();
        return next instanceof Next.End ? next : Next.ELSEWHERE;
      }
      outcome = attempt(region, permit);
    } finally {
      report(trial, outcome);
    }
    if (outcome.isServed()) {
      return Next.DONE;
    }
    if (outcome.result() != Result.REFUSED && outcome.result() != Result.CUT) {
      route.leaveEarly();
    }
    return recovery().afterOnly(region, outcome);
  }

  private void report(Trial.Call trial, @Nullable Outcome outcome) {
    if (outcome == null || outcome.isServed() || outcome.failure() == null) {
      if (outcome != null && outcome.isServed()) {
        trial.succeeded();
      } else {
        trial.ignored();
      }
    } else if (isRegionsFault(outcome)) {
      trial.failed(RegionFailure.describe(outcome.failure()));
    } else {
      trial.ignored();
    }
  }

  private boolean isRegionsFault(Outcome outcome) {
    return switch (outcome.result()) {
      case OUTAGE, CUT -> true;
      case REFUSED -> CallGuard.isRefusalOfRegion(call.operation(), outcome.status());
      default -> false;
    };
  }

  /** Null if the time is over, the client closed, or the breaker opened meanwhile. */
  private @Nullable Permit enter(CallGuard guard, Admission admission, boolean trial)
      throws InterruptedException {
    if (executor.isClosed() || (!mayBeLate && isOutOfTime())) {
      guard.decline(admission);
      return null;
    }
    Permit permit = guard.tryEnter(call.operation(), admission, trial);
    return permit != null ? permit : guard.enter(call.operation(), admission, trial, this);
  }

  /** What is not charged may be waited also when the time of the call is over. */
  @Override
  public Duration left(boolean moves) {
    return moves ? remaining().plus(MOST_UNCHARGED).minus(uncharged) : remaining();
  }

  @Override
  public void waited(Duration time, boolean served) {
    if (served) {
      uncharged = uncharged.plus(min(time, MOST_UNCHARGED.minus(uncharged)));
    }
  }

  private Next withoutPermit() {
    if (executor.isClosed()) {
      return new Next.End(CallExecutor.closedException());
    }
    if (isOutOfTime()) {
      mayBeLate = route.hasUnasked(); // Waiting in one line is no reason not to ask elsewhere.
      return mayBeLate ? Next.ELSEWHERE : outOfTime();
    }
    return route.hasOther() ? Next.ELSEWHERE : new Next.Repeat(Duration.ZERO);
  }

  private Outcome attempt(Region region, Permit permit) {
    route.attempt();
    if (recovery != null && recovery.replaysUnknown()) {
      executor.counters().unknownOutcomeReplayed();
    }
    boolean wasCut = recovery != null && recovery.wasCut();
    return new Attempt(call, executor, region).make(permit, wasCut);
  }

  private Recovery recovery() {
    if (recovery == null) {
      recovery = new Recovery(call, executor, route, began);
    }
    return recovery;
  }

  /** Waits before a retry, unless another region can have the call sooner. */
  private Next pause(CallGuard guard, Next.Repeat repeat) throws InterruptedException {
    boolean otherAtHand = route.hasOtherAtHand();
    if (otherAtHand && (guard.isOpen() || route.isDraining())) {
      return Next.ELSEWHERE;
    }
    if (route.isFirstOnly() && guard.isOpen()) {
      return Next.ELSEWHERE; // There is none: the call ends here, and can be made up later.
    }
    if (repeat.after().compareTo(remaining()) >= 0) {
      return route.hasOther() ? Next.ELSEWHERE : outOfTime();
    }
    boolean leaves = otherAtHand || route.isFirstOnly();
    boolean opened = time().await(leaves ? guard.opened() : NEVER, repeat.after());
    return opened ? Next.ELSEWHERE : repeat;
  }

  /** No known region is left: if they are down, the resolver may name another one in time. */
  private Next withoutRegion() throws InterruptedException {
    if (!mayHaveAnother()) {
      return giveUp("");
    }
    long waitBegan = time().nanoTime();
    SecondaryWait wait = awaitAnotherRegion();
    if (executor.isClosed()) {
      return new Next.End(CallExecutor.closedException());
    }
    if (route.hasOther()) {
      return Next.ELSEWHERE;
    }
    Duration waited = Duration.ofNanos(time().nanoTime() - waitBegan);
    if (waited.compareTo(Defaults.RETRY_FIRST_WAIT) >= 0 && !isOutOfTime()) {
      route.beginAgain(); // What failed may be well again, whatever the resolver says.
      return Next.ELSEWHERE;
    }
    return giveUp(hasNoSecondary() ? "No secondary: " + wait.explanation() : "");
  }

  private boolean mayHaveAnother() {
    if (route.isFirstOnly() || recovery == null) {
      return false;
    }
    CallFailures failures = recovery.failures();
    boolean secondaryGone = failures.hasRefusalOf(route.table().ranked());
    return !failures.isEmpty()
        && !failures.areRefusalsOnly()
        && (hasNoSecondary() || secondaryGone);
  }

  private boolean hasNoSecondary() {
    return !route.hasSecondary();
  }

  private SecondaryWait awaitAnotherRegion() throws InterruptedException {
    Duration pause = min(remaining(), recovery().nextLook());
    CallFailures failures = recovery().failures();
    long began = time().nanoTime();
    SecondaryWait wait =
        executor.coordinator().awaitSecondary(failures.hasOutage(), pause, executor.closing());
    if (failures.areThrottledOnly() && !route.hasOther()) {
      // It is there, and asks for patience, whatever the resolver says.
      Duration rest = pause.minusNanos(time().nanoTime() - began);
      time().await(executor.closing(), rest.isNegative() ? Duration.ZERO : rest);
    }
    return wait;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Next outOfTime() {
    long limit = executor.settings().callTimeout().toMillis();
    return giveUp("The call timeout of " + limit + " ms is over");
  }

  private Next giveUp(String note) {
    return new Next.End(
        recovery()
            .failures()
            .toException(call.operation(), executor.keeper().table().ranked(), note));
  }

  private CallKind kind() {
    return call.operation().kind();
  }

  private TimeSource time() {
    return executor.time();
  }

  private boolean isOutOfTime() {
    return remaining().isZero();
  }

  private Duration remaining() {
    long limit = executor.settings().callTimeout().plus(uncharged).toNanos();
    long left = limit - (time().nanoTime() - began);
    return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }
}
