package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverNotPossible;
import io.github.hastreaming.event.FailoverStarted;
import io.github.hastreaming.event.SecondaryRefused;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One attempt to switch from a failed primary: probes the targets in turn and switches to the first
 * that can serve. Runs on one background thread.
 */
final class FailoverAttempt {

  /** Provisioning takes minutes. */
  private static final Duration LONGEST_RESOLUTION = Duration.ofMinutes(10);

  /** TCP sends again what a broken network swallowed, within about as long as it was broken. */
  private static final Duration SENT_AGAIN = Duration.ofSeconds(1);

  private final FailoverCoordinator coordinator;
  private final StateKeeper keeper;
  private final Regions regions;
  private final SecondaryFinder finder;
  private final Events events;
  private final TimeSource time;
  private final Region failed;
  private final CallKind kind;
  private final String reason;
  private final boolean quiet;
  private final StandingFailure failure;
  private final long began;
  private final Map<StreamTarget, String> refusals = new HashMap<>();
  private boolean unproven;

  /**
   * @param quiet whether an attempt before this one found no target: then only success is worth an
   *     event, and the failure must still stand
   */
  FailoverAttempt(
      FailoverCoordinator coordinator, Region failed, CallKind kind, String reason, boolean quiet) {
    this.coordinator = coordinator;
    this.keeper = coordinator.keeper();
    this.regions = coordinator.regions();
    this.finder = coordinator.finder();
    this.events = coordinator.events();
    this.time = coordinator.time();
    this.failed = failed;
    this.kind = kind;
    this.reason = reason;
    this.quiet = quiet;
    this.failure = coordinator.standingFailure();
    this.began = time.nanoTime();
  }

  /** Returns whether the failed region is not active any more. */
  boolean run() {
    if (!quiet) {
      events.publish(
          l -> l.onFailoverStarted(new FailoverStarted(failed.target(), reason, time.now())));
    }
    List<StreamTarget> known = keeper.state().secondary().map(List::of).orElse(List.of());
    if (switchToFirstUsable(known)) {
      return true;
    }
    if (unproven) {
      return false;
    }
    SecondaryFinder.Answer answer = resolve();
    if (switchToFirstUsable(answer.targets())) {
      return true;
    }
    if (!quiet) {
      String why =
          refusals.isEmpty() ? answer.explanation() : "no secondary can serve: " + refusals;
      events.publish(
          l -> l.onFailoverNotPossible(new FailoverNotPossible(failed.target(), why, time.now())));
    }
    return false;
  }

  /** Whether a target could be switched to, but for the failure, which may be over. */
  boolean isUnproven() {
    return unproven;
  }

  /** Interruptible: this thread must end when the client closes. */
  private SecondaryFinder.Answer resolve() {
    CompletableFuture<SecondaryFinder.Answer> question = finder.resolve();
    try {
      time.await(question, LONGEST_RESOLUTION);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return question.isDone() ? question.join() : finder.lastAnswer();
  }

  private boolean switchToFirstUsable(List<StreamTarget> targets) {
    for (StreamTarget target : targets) {
      if (refusals.containsKey(target)) {
        continue;
      }
      Region region = regions.of(target);
      String refusal = TargetProbe.refusal(region, keeper.primaryPartitions());
      if (refusal == null) {
        unproven = quiet ? !failure.stands(failed, kind) : isHangOver();
        return !unproven && switchTo(region);
      }
      refusals.put(target, refusal);
      if (!quiet) {
        events.publish(
            l -> l.onSecondaryRefused(new SecondaryRefused(target, refusal, time.now())));
      }
    }
    return false;
  }

  /**
   * Calls that were not answered may be so after all when this process's own network is back; the
   * target answers then, too.
   */
  private boolean isHangOver() {
    CompletableFuture<Void> end = failed.guard(kind).endOfHang();
    try {
      return end != null && time.await(end, SENT_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true; // The client closes: nothing is to be switched any more.
    }
  }

  private boolean switchTo(Region to) {
    keeper.learnSecondary(to.target());
    to.resetBreakers();
    RoutingTable table;
    do {
      table = keeper.table();
      if (table.active() != failed || table.state().pin().isPresent()) {
        return true; // Somebody else decided meanwhile.
      }
    } while (!keeper.change(table, switched(table, to), this::announce));
    coordinator.switches().count(SwitchReason.FAILURE);
    return true;
  }

  private void announce(RoutingTable table) {
    StreamTarget to = table.active().target();
    long epoch = table.state().epoch();
    Duration duration = Duration.ofNanos(time.nanoTime() - began);
    FailoverCompleted event =
        new FailoverCompleted(failed.target(), to, epoch, reason, duration, time.now());
    events.publish(listener -> listener.onFailoverCompleted(event));
  }

  private FailoverState switched(RoutingTable table, Region to) {
    return Switch.afterFailure(
        table.state(),
        to.target().streamOcid(),
        failedKinds(table.state()),
        coordinator.holdDown().afterFailover(table, time),
        reason,
        time.now(),
        coordinator.self());
  }

  private Set<CallKind> failedKinds(FailoverState state) {
    Set<CallKind> kinds = KnownFailures.of(state, failed);
    kinds.add(kind);
    return kinds;
  }
}
