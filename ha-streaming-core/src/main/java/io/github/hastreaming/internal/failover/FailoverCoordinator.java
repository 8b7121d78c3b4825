package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverNotPossible;
import io.github.hastreaming.event.FailoverStarted;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.event.SecondaryRefused;
import io.github.hastreaming.event.SecondaryResolved;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches the pair from the primary to the secondary. Calls never wait for it: they are handed
 * over on their own; the switch only changes which region is preferred.
 */
public final class FailoverCoordinator {

  private static final Logger LOG = LoggerFactory.getLogger(FailoverCoordinator.class);

  private final StateKeeper keeper;
  private final Regions regions;
  private final SecondaryFinder finder;
  private final Events events;
  private final TimeSource time;
  private final String self;
  private final AtomicBoolean switching = new AtomicBoolean();
  private volatile boolean reportedImpossible;

  public FailoverCoordinator(
      StateKeeper keeper,
      Regions regions,
      SecondaryFinder finder,
      Events events,
      TimeSource time,
      String self) {
    this.keeper = keeper;
    this.regions = regions;
    this.finder = finder;
    this.events = events;
    this.time = time;
    this.self = self;
  }

  /** A breaker opened: if it is the active primary's, that is reason to switch. */
  public void breakerOpened(Region region, CallKind kind, String reason) {
    events.publish(
        listener ->
            listener.onRegionFailed(new RegionFailed(region.target(), kind, reason, time.now())));
    request(keeper.table(), region, kind, kind + " calls: " + reason);
  }

  /**
   * A call used up its retries. If no call of its kind has succeeded since it began, that is reason
   * to switch: a client with little traffic never fills a breaker's window.
   *
   * @param seen the table the call was routed by
   * @param began when the call began, monotonic
   */
  public void retriesUsedUp(
      RoutingTable seen, Region region, CallKind kind, long began, Throwable failure) {
    if (region.guard(kind).lastSuccess() - began < 0) {
      request(seen, region, kind, kind + " call: " + RegionFailure.describe(failure));
    }
  }

  private void request(RoutingTable seen, Region failed, CallKind kind, String reason) {
    boolean switchable = seen.active() == failed && seen.state().isPrimaryActive();
    if (switchable && keeper.table() == seen && switching.compareAndSet(false, true)) {
      time.execute(() -> failOver(seen.state(), failed, kind, reason));
    }
  }

  private void failOver(FailoverState seen, Region failed, CallKind kind, String reason) {
    boolean done = false;
    try {
      long began = time.nanoTime();
      if (!reportedImpossible) {
        events.publish(
            l -> l.onFailoverStarted(new FailoverStarted(failed.target(), reason, time.now())));
      }
      done = tryTargets(seen, failed, kind, reason, began);
    } finally {
      switching.set(false);
      reportedImpossible = !done;
    }
    if (!done) {
      time.schedule(Defaults.FAILOVER_RETRY, () -> retryIfStillDown(failed, kind, reason));
    }
  }

  private void retryIfStillDown(Region failed, CallKind kind, String reason) {
    if (failed.guard(kind).isOpen()) {
      request(keeper.table(), failed, kind, reason);
    } else {
      reportedImpossible = false;
    }
  }

  /** The known secondary first; where that cannot serve, what the resolver names now. */
  private boolean tryTargets(
      FailoverState seen, Region failed, CallKind kind, String reason, long began) {
    Set<StreamTarget> refused = new HashSet<>();
    List<StreamTarget> known = seen.secondary().map(List::of).orElse(List.of());
    if (switchToFirstUsable(known, refused, failed, kind, reason, began)) {
      return true;
    }
    SecondaryFinder.Answer answer = finder.resolve().join();
    if (switchToFirstUsable(answer.targets(), refused, failed, kind, reason, began)) {
      return true;
    }
    if (!reportedImpossible) {
      String why =
          refused.isEmpty()
              ? answer.explanation()
              : "no secondary that was found can serve: " + refused;
      events.publish(
          l -> l.onFailoverNotPossible(new FailoverNotPossible(failed.target(), why, time.now())));
    }
    return false;
  }

  private boolean switchToFirstUsable(
      List<StreamTarget> targets,
      Set<StreamTarget> refused,
      Region failed,
      CallKind kind,
      String reason,
      long began) {
    for (StreamTarget target : targets) {
      if (refused.contains(target)) {
        continue;
      }
      Region region = regions.of(target);
      String refusal = TargetProbe.refusal(region, failed.target());
      if (refusal == null) {
        return switchTo(region, failed, kind, reason, began);
      }
      refused.add(target);
      if (!reportedImpossible) {
        events.publish(
            l -> l.onSecondaryRefused(new SecondaryRefused(target, refusal, time.now())));
      }
    }
    return false;
  }

  private boolean switchTo(Region to, Region failed, CallKind kind, String reason, long began) {
    keeper.learnSecondary(to.target());
    RoutingTable table = keeper.table();
    FailoverState state = table.state();
    if (table.active() != failed) {
      return true; // Somebody else switched meanwhile.
    }
    FailoverState next =
        state.toBuilder()
            .epoch(state.epoch() + 1)
            .activeOcid(to.target().streamOcid())
            .failedKinds(Set.of(kind))
            .since(time.now())
            .reason(reason)
            .changedBy(self)
            .build();
    to.resetBreakers();
    if (!keeper.change(table, next)) {
      return false;
    }
    Duration duration = Duration.ofNanos(time.nanoTime() - began);
    FailoverCompleted event =
        new FailoverCompleted(
            failed.target(), to.target(), next.epoch(), reason, duration, time.now());
    events.publish(listener -> listener.onFailoverCompleted(event));
    return true;
  }

  /** The resolver named a secondary: from now on calls can be handed over to it. */
  public void secondaryFound(StreamTarget target) {
    if (keeper.learnSecondary(target)) {
      events.publish(l -> l.onSecondaryResolved(new SecondaryResolved(target, time.now())));
    }
    try {
      regions.of(target).warm();
    } catch (RuntimeException e) {
      LOG.warn("No client could be made for the secondary {}: {}", target, e.toString());
    }
  }

  /** Waits until the resolver has answered; tells what it said if that is no target. */
  public String awaitSecondary(Duration atMost) throws InterruptedException {
    boolean answered = time.await(finder.resolve(), atMost);
    return answered ? finder.lastAnswer().explanation() : "the resolver did not answer in time";
  }

  /** What the resolver said last, where it found nothing. */
  public String resolverAnswer() {
    return finder.lastAnswer().explanation();
  }
}
