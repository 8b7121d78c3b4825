package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.event.FailbackAbandoned;
import io.github.hastreaming.event.FailbackTrialStarted;
import io.github.hastreaming.event.ProbeResultChanged;
import io.github.hastreaming.failover.FailbackPhase;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.region.ProbeResult;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.state.RoutingTable;
import io.github.hastreaming.internal.time.Intervals;
import io.github.hastreaming.internal.time.Repeating;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One way back to the primary: hold-down, probes, trial, switch. Nothing that it learns counts once
 * it has ended, which it does as soon as somebody decides otherwise.
 */
final class FailbackAttempt {

  /** Where only time tells, at most this part of the hold-down more. */
  private static final double LONGER_BY = 0.2;

  private final PairParts pair;
  private final FailbackRules rules;
  private final FailbackPolicy policy;
  private final Trials trials;
  private final TimeSource time;
  private final RoutingTable began;
  private final Region primary;
  private final long trustsTimeAfter; // Where probes prove nothing with what the process may do.

  // Guarded by this.
  private boolean ended;
  private boolean completing;
  private int successes;
  private Optional<String> lastProbe = Optional.empty();
  private @Nullable Trial trial;
  private @Nullable String trialFailure;
  private @Nullable Repeating probing;

  FailbackAttempt(PairParts pair, FailbackRules rules, Trials trials, RoutingTable table) {
    this.pair = pair;
    this.rules = rules;
    this.policy = rules.policy();
    this.trials = trials;
    this.time = pair.time();
    this.began = table;
    this.primary = pair.keeper().primary();
    this.trustsTimeAfter = began.heldSince() + longerHoldDown().toNanos();
  }

  /** Whether a state is the one that this attempt is to lead out of. */
  boolean isOf(FailoverState state) {
    return began.state().decision().agreesWith(state.decision());
  }

  synchronized void begin() {
    probing =
        Repeating.begin(
            "Probing the primary", time, holdDownLeft(), policy.probeInterval(), this::probe);
  }

  /**
   * @param reason why, for those who were told of a trial; unless the trial itself failed
   * @param next the state that leads out of this attempt
   */
  synchronized void end(String reason, FailoverState next) {
    ended = true;
    if (probing != null) {
      probing.cancel();
    }
    if (trial != null && !completing && next.isPrimaryActive()) {
      abandonTrial(); // Somebody else came home with it, which is told as that.
    } else if (trial != null && !completing) {
      boolean heldDown = trialFailure != null && isHeldDownAgain(next);
      endTrial(
          heldDown ? Objects.requireNonNull(trialFailure) : reason,
          heldDown ? next.holdDown() : Duration.ZERO);
    }
  }

  private boolean isHeldDownAgain(FailoverState next) {
    return next.decision().isSameSwitch(began.state().decision())
        && !next.holdDownSince().equals(began.state().holdDownSince());
  }

  private Duration holdDownLeft() {
    Duration passed = Duration.ofNanos(time.nanoTime() - began.heldSince());
    Duration left = rules.holdDown(began.state()).minus(passed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  synchronized FailbackProgress progress() {
    Duration left = holdDownLeft();
    if (!left.isZero()) {
      return new FailbackProgress(
          FailbackPhase.HOLD_DOWN, "held down for " + (left.toSeconds() + 1) + " s more");
    }
    if (trial != null) {
      return new FailbackProgress(FailbackPhase.TRIAL, "trial, missing " + trial.progress());
    }
    String last = lastProbe.filter(reason -> !reason.isEmpty()).map(r -> ", last: " + r).orElse("");
    return new FailbackProgress(
        FailbackPhase.PROBES, "probes: " + successes + " of " + policy.requiredSuccesses() + last);
  }

  private synchronized @Nullable Trial current() {
    return trial;
  }

  /** A fleet does not try the primary all at once. */
  private Duration longerHoldDown() {
    double factor = 1 + LONGER_BY * ThreadLocalRandom.current().nextDouble();
    return Duration.ofNanos((long) (rules.holdDown(began.state()).toNanos() * factor));
  }

  private Duration probe() {
    if (!isEnded()) {
      Optional<String> forced = TargetProbe.forcedOpen(primary);
      ProbeResult result = primary.probe();
      if (forced.isPresent() || result.failure().isPresent()) {
        failed(forced.orElse(result.reason()));
      } else {
        probed(result);
      }
    }
    return Intervals.jittered(policy.probeInterval(), policy.jitter());
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  private void probed(ProbeResult result) {
    boolean complete;
    synchronized (this) {
      if (ended) {
        return; // Of an earlier epoch.
      }
      reportIfChanged(result == ProbeResult.PASSED, result.reason());
      if (result.isNotSent()) {
        return; // Of these credentials' trouble, and of nothing else.
      }
      complete = result.isInconclusive() ? isTrustedByNow() && suffices() : succeeded();
    }
    if (complete) {
      String reason =
          result.isInconclusive()
              ? "its hold-down is over, and its probe proves nothing: " + result.reason()
              : policy.requiredSuccesses() + " probes succeeded in a row";
      insist(() -> switchBack(reason));
    }
  }

  private boolean isTrustedByNow() {
    return time.nanoTime() - trustsTimeAfter >= 0;
  }

  /** Whether the probes alone were enough. */
  private boolean succeeded() {
    successes = Math.min(successes + 1, policy.requiredSuccesses());
    return successes >= policy.requiredSuccesses() && suffices();
  }

  /** Whether no calls are to be tried; else they are from now on. */
  private boolean suffices() {
    if (trial != null) {
      return false;
    }
    Set<CallKind> kinds = rules.kindsToTry(pair.keeper().state());
    if (kinds.isEmpty()) {
      return claimCompletion();
    }
    beginTrial(kinds);
    return false;
  }

  private synchronized void failed(String failure) {
    if (ended) {
      return;
    }
    reportIfChanged(false, failure);
    successes = 0;
    if (trial != null && !completing) { // What real calls have proved, a probe cannot refute.
      endTrial("its probe failed: " + failure, Duration.ZERO);
    }
  }

  private void endTrial(String reason, Duration holdDown) {
    abandonTrial();
    FailbackAbandoned event = new FailbackAbandoned(primary.target(), reason, holdDown, time.now());
    pair.events().publish(listener -> listener.onFailbackAbandoned(event));
  }

  private void abandonTrial() {
    Objects.requireNonNull(trial).cancel();
    trial = null;
    trials.end();
  }

  private void beginTrial(Set<CallKind> kinds) {
    int calls = policy.trialCalls();
    Trial begun = new Trial(primary, kinds, calls, new TrialEnd());
    FailbackTrialStarted event =
        new FailbackTrialStarted(primary.target(), Set.copyOf(kinds), calls, time.now());
    trial = begun;
    trials.begin(begun); // Its end waits for this lock, so it is told after its beginning.
    pair.events().publish(listener -> listener.onFailbackTrialStarted(event));
  }

  private void reportIfChanged(boolean success, String reason) {
    if (!lastProbe.equals(Optional.of(reason))) {
      lastProbe = Optional.of(reason);
      ProbeResultChanged event =
          new ProbeResultChanged(primary.target(), success, reason, time.now());
      pair.events().publish(listener -> listener.onProbeResultChanged(event));
    }
  }

  private synchronized boolean claimCompletion() {
    boolean claimed = !ended && !completing;
    completing |= claimed;
    return claimed;
  }

  /** As long as nobody decided otherwise. */
  private void switchBack(String reason) {
    pair.decisions()
        .decide(
            SwitchReason.RECOVERY,
            time.nanoTime(),
            seen -> isOf(seen.state()) ? pair.next().home(seen.state(), reason) : seen.state());
  }

  /**
   * Holds the primary down for longer; the change of state ends this attempt and begins another.
   */
  private void holdDownAgain(Trial failed, String reason) {
    synchronized (this) {
      if (trial != failed) {
        return;
      }
      trialFailure = reason;
    }
    pair.decisions()
        .amend(seen -> isOf(seen.state()) ? pair.next().heldDown(seen.state()) : seen.state());
  }

  /**
   * What is known of the same switch: processes that make one kind of calls each prove one kind
   * each, and tell it by taking it from the kinds that failed.
   */
  void learned(FailoverState state) {
    Trial current = current();
    if (current != null) {
      current.keepOnly(rules.kindsToTry(state));
      current.proved().stream().filter(state.failedKinds()::contains).forEach(this::tellLater);
    }
  }

  private void tellLater(CallKind proved) {
    insist(() -> tell(proved));
  }

  /** What was proved is not proved again: it is told, off this thread, until it is heard. */
  private void insist(Runnable decision) {
    time.execute(() -> Repeating.untilDone("Coming back to the primary", time, decision));
  }

  private void tell(CallKind proved) {
    pair.decisions().amend(seen -> withProof(seen.state(), proved));
  }

  private FailoverState withProof(FailoverState state, CallKind proved) {
    Set<CallKind> left = EnumSet.noneOf(CallKind.class);
    left.addAll(state.failedKinds());
    boolean isNews = isOf(state) && left.remove(proved) && !left.isEmpty();
    return isNews ? state.toBuilder().failedKinds(left).build() : state;
  }

  /** Off the thread of the call that it came with. */
  private final class TrialEnd implements Trial.Observer {

    @Override
    public void proved(CallKind kind) {
      tellLater(kind);
    }

    @Override
    public void passed() {
      if (claimCompletion()) {
        insist(
            () ->
                switchBack(
                    policy.trialCalls()
                        + " calls of each of "
                        + rules.kindsToTry(began.state())
                        + " succeeded in a row"));
      }
    }

    @Override
    public void failed(CallKind kind, String reason) {
      trials.end();
      Trial failed = current();
      if (failed != null) {
        insist(() -> holdDownAgain(failed, "a " + kind + " call failed: " + reason));
      }
    }
  }
}
