package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.event.FailbackAbandoned;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailbackTrialStarted;
import io.github.hastreaming.event.ProbeResultChanged;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way back to the primary: hold-down, probes, trial, switch. Nothing that it learns counts once
 * it has ended, which it does as soon as somebody decides otherwise.
 */
final class FailbackAttempt {

  private final Failback failback;
  private final TimeSource time;
  private final RoutingTable began;
  private final Region primary;

  // Guarded by this.
  private boolean ended;
  private boolean completing;
  private int successes;
  private @Nullable Boolean lastProbe;
  private @Nullable Trial trial;
  private Runnable cancelNext = () -> {};

  FailbackAttempt(Failback failback, RoutingTable table) {
    this.failback = failback;
    this.time = failback.time();
    this.began = table;
    this.primary = failback.keeper().primary();
  }

  /** Whether a state is the one that this attempt is to lead out of. */
  boolean isOf(FailoverState state) {
    return RoutingTable.isSameDecision(began.state(), state);
  }

  synchronized void begin() {
    cancelNext = time.schedule(holdDownLeft(), () -> time.execute(this::probe));
  }

  /**
   * @param reason why, for those who were told of a trial
   */
  synchronized void end(String reason) {
    ended = true;
    cancelNext.run();
    if (trial != null && !completing) {
      endTrial(reason, Duration.ZERO);
    }
  }

  private Duration holdDownLeft() {
    Duration passed = Duration.ofNanos(time.nanoTime() - began.heldSince());
    Duration left = failback.holdDown(began.state()).minus(passed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  synchronized String progress() {
    Duration left = holdDownLeft();
    if (!left.isZero()) {
      return "held down for " + (left.toSeconds() + 1) + " s more";
    }
    return trial != null
        ? "trial, missing " + trial.progress()
        : "probes: " + successes + " of " + failback.policy().requiredSuccesses();
  }

  private synchronized @Nullable Trial current() {
    return trial;
  }

  private void probe() {
    if (isEnded()) {
      return;
    }
    String failure = "it was interrupted";
    try {
      String forced = TargetProbe.forcedOpen(primary);
      primary.probe(0);
      failure = forced == null ? "" : forced;
    } catch (RuntimeException e) {
      failure = TargetProbe.isAlive(e) ? "" : RegionFailure.describe(e);
    } finally {
      probed(failure);
    }
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  private void probed(String failure) {
    boolean complete;
    synchronized (this) {
      if (ended) {
        return; // Of an earlier epoch.
      }
      Duration interval =
          Intervals.jittered(failback.policy().probeInterval(), failback.policy().jitter());
      cancelNext = time.schedule(interval, () -> time.execute(this::probe));
      reportIfChanged(failure);
      complete = failure.isEmpty() ? succeeded() : failed(failure);
    }
    if (complete) {
      switchBack(failback.policy().requiredSuccesses() + " probes succeeded in a row");
    }
  }

  /** Whether the probes alone were enough. */
  private boolean succeeded() {
    successes = Math.min(successes + 1, failback.policy().requiredSuccesses());
    if (trial != null || successes < failback.policy().requiredSuccesses()) {
      return false;
    }
    Set<CallKind> kinds = failback.kindsToTry(failback.keeper().state());
    if (kinds.isEmpty()) {
      return claimCompletion();
    }
    beginTrial(kinds);
    return false;
  }

  private boolean failed(String failure) {
    successes = 0;
    if (trial != null && !completing) { // What real calls have proved, a probe cannot refute.
      endTrial("its probe failed: " + failure, Duration.ZERO);
    }
    return false;
  }

  private void endTrial(String reason, Duration holdDown) {
    Objects.requireNonNull(trial).cancel();
    trial = null;
    failback.trials().end();
    FailbackAbandoned event = new FailbackAbandoned(primary.target(), reason, holdDown, time.now());
    failback.events().publish(listener -> listener.onFailbackAbandoned(event));
  }

  private void beginTrial(Set<CallKind> kinds) {
    int calls = failback.policy().trialCalls();
    Trial begun = new Trial(primary, kinds, calls, new TrialEnd());
    trial = begun;
    FailbackTrialStarted event =
        new FailbackTrialStarted(primary.target(), Set.copyOf(kinds), calls, time.now());
    failback.events().publish(listener -> listener.onFailbackTrialStarted(event));
    failback.trials().begin(begun);
  }

  private void reportIfChanged(String failure) {
    boolean success = failure.isEmpty();
    if (lastProbe == null || lastProbe != success) {
      lastProbe = success;
      ProbeResultChanged event =
          new ProbeResultChanged(primary.target(), success, failure, time.now());
      failback.events().publish(listener -> listener.onProbeResultChanged(event));
    }
  }

  private synchronized boolean claimCompletion() {
    boolean claimed = !ended && !completing;
    completing |= claimed;
    return claimed;
  }

  /** One compare-and-set, as long as nobody decided otherwise. */
  private void switchBack(String reason) {
    StateKeeper keeper = failback.keeper();
    primary.resetBreakers();
    RoutingTable table;
    do {
      table = keeper.table();
      if (!isOf(table.state())) {
        return;
      }
    } while (!keeper.change(
        table,
        Switch.home(table.state(), reason, time.now(), failback.self()),
        installed -> announce(installed.state().epoch(), reason)));
    failback.switches().count(SwitchReason.RECOVERY);
  }

  private void announce(long epoch, String reason) {
    StreamTarget from = began.active().target();
    Duration away = Duration.ofNanos(time.nanoTime() - began.switchedAt());
    FailbackCompleted event =
        new FailbackCompleted(from, primary.target(), epoch, reason, away, time.now());
    failback.events().publish(listener -> listener.onFailbackCompleted(event));
  }

  /**
   * Holds the primary down for longer; the change of state ends this attempt and begins another.
   */
  private void holdDownAgain(Trial failed, String reason) {
    StateKeeper keeper = failback.keeper();
    RoutingTable table;
    Duration holdDown;
    do {
      table = keeper.table();
      if (!isOf(table.state())) {
        return;
      }
      holdDown = new HoldDown(failback.policy()).afterFailedTrial(table.state());
    } while (!changed(failed, table, reason, holdDown));
  }

  /** Tells of the trial's end before the change ends this attempt. */
  private boolean changed(Trial failed, RoutingTable seen, String reason, Duration holdDown) {
    FailoverState next =
        seen.state().toBuilder().holdDown(holdDown).holdDownSince(time.now()).build();
    return failback.keeper().change(seen, next, installed -> abandon(failed, reason, holdDown));
  }

  private synchronized void abandon(Trial failed, String reason, Duration holdDown) {
    if (trial == failed) {
      endTrial(reason, holdDown);
    }
  }

  /**
   * What is known of the same switch: processes that make one kind of calls each prove one kind
   * each, and tell it by taking it from the kinds that failed.
   */
  void learned(FailoverState state) {
    Trial current = current();
    if (current != null) {
      current.keepOnly(failback.kindsToTry(state));
      current.proved().stream().filter(state.failedKinds()::contains).forEach(this::tellLater);
    }
  }

  private void tellLater(CallKind proved) {
    time.execute(() -> tell(proved));
  }

  private void tell(CallKind proved) {
    StateKeeper keeper = failback.keeper();
    RoutingTable table;
    FailoverState next;
    do {
      table = keeper.table();
      Set<CallKind> left = EnumSet.noneOf(CallKind.class);
      left.addAll(table.state().failedKinds());
      if (!isOf(table.state()) || !left.remove(proved) || left.isEmpty()) {
        return;
      }
      next = table.state().toBuilder().failedKinds(left).build();
    } while (!keeper.change(table, next));
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
        time.execute(
            () ->
                switchBack(
                    failback.policy().trialCalls()
                        + " calls of each of "
                        + failback.kindsToTry(began.state())
                        + " succeeded in a row"));
      }
    }

    @Override
    public void failed(CallKind kind, String reason) {
      failback.trials().end();
      Trial failed = current();
      if (failed != null) {
        time.execute(() -> holdDownAgain(failed, "a " + kind + " call failed: " + reason));
      }
    }
  }
}
