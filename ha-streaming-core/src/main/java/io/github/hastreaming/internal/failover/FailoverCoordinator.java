package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.event.SecondaryResolved;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.internal.counter.SwitchCounters;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.event.PacedLog;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
  private final HoldDown holdDown;
  private final SwitchCounters switches;
  private final String self;
  private final boolean initiates;
  private final PacedLog log;
  private final StandingFailure standingFailure;
  private final AtomicBoolean switching = new AtomicBoolean();
  private volatile boolean attemptsFailed;

  /**
   * @param initiates whether this process switches by itself; its calls are handed over anyway
   */
  public FailoverCoordinator(
      StateKeeper keeper,
      Regions regions,
      SecondaryFinder finder,
      Events events,
      TimeSource time,
      FailbackPolicy policy,
      SwitchCounters switches,
      String self,
      boolean initiates) {
    this.keeper = keeper;
    this.regions = regions;
    this.finder = finder;
    this.events = events;
    this.time = time;
    this.holdDown = new HoldDown(policy);
    this.switches = switches;
    this.self = self;
    this.initiates = initiates;
    this.log = new PacedLog(time);
    this.standingFailure = new StandingFailure(time);
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

  /** A pin that kept the primary active ended: is there a reason to switch? */
  void failOverIfPrimaryIsDown() {
    RoutingTable table = keeper.table();
    for (CallKind kind : CallKind.values()) {
      if (table.active().guard(kind).isOpen()) {
        request(table, table.active(), kind, kind + " calls failed while the client was pinned");
      }
    }
  }

  private void request(RoutingTable seen, Region failed, CallKind kind, String reason) {
    FailoverState state = keeper.state();
    boolean switchable =
        initiates
            && seen.active() == failed
            && state.isPrimaryActive()
            && state.pin().isEmpty()
            && RoutingTable.isSameSwitch(seen.state(), state);
    if (switchable && switching.compareAndSet(false, true)) {
      time.execute(() -> failOver(failed, kind, reason));
    }
  }

  private void failOver(Region failed, CallKind kind, String reason) {
    if (!attemptsFailed) {
      standingFailure.forget();
    }
    FailoverAttempt attempt = new FailoverAttempt(this, failed, kind, reason, attemptsFailed);
    boolean done = false;
    try {
      done = attempt.run();
    } finally {
      attemptsFailed = !done;
      switching.set(false);
    }
    if (attempt.isUnproven()) {
      log.log(
          failed.target().region(),
          LOG::info,
          failed.target().region() + " answers after all: nothing is switched, for now");
    }
    if (!done) {
      Duration pause = attempt.isUnproven() ? Defaults.PROBE_INTERVAL : Defaults.FAILOVER_RETRY;
      time.schedule(pause, () -> retryIfStillDown(failed, kind, reason));
    }
  }

  private void retryIfStillDown(Region failed, CallKind kind, String reason) {
    if (failed.guard(kind).isOpen()) {
      request(keeper.table(), failed, kind, reason);
    } else {
      attemptsFailed = false;
    }
  }

  /** The resolver named a secondary: from now on calls can be handed over to it. */
  public void secondaryFound(StreamTarget target) {
    if (keeper.learnSecondary(target)) {
      events.publish(l -> l.onSecondaryResolved(new SecondaryResolved(target, time.now())));
    }
    try {
      regions.aligned(target).warm();
    } catch (RuntimeException e) {
      log.log(
          "client", LOG::warn, "No client could be made for the secondary " + target + ": " + e);
      return;
    }
    if (initiates) {
      SecondarySuccession.consider(this, target);
    }
  }

  /**
   * Waits until the resolver has answered; tells what it said if that is no target.
   *
   * @param mayCreate whether the need is great enough to provision a stream
   * @param closing ends the wait before
   */
  public String awaitSecondary(boolean mayCreate, Duration atMost, CompletableFuture<?> closing)
      throws InterruptedException {
    CompletableFuture<?> answer = mayCreate ? finder.resolve() : finder.lookUp();
    time.await(CompletableFuture.anyOf(answer, closing), atMost);
    return answer.isDone()
        ? finder.lastAnswer().explanation()
        : "the resolver did not answer in time";
  }

  /** What the resolver said last, where it found nothing. */
  public String resolverAnswer() {
    return finder.lastAnswer().explanation();
  }

  StateKeeper keeper() {
    return keeper;
  }

  Regions regions() {
    return regions;
  }

  SecondaryFinder finder() {
    return finder;
  }

  Events events() {
    return events;
  }

  TimeSource time() {
    return time;
  }

  HoldDown holdDown() {
    return holdDown;
  }

  StandingFailure standingFailure() {
    return standingFailure;
  }

  SwitchCounters switches() {
    return switches;
  }

  String self() {
    return self;
  }
}
