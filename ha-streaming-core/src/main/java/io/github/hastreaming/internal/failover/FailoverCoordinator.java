package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.event.SecondaryResolved;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.event.PacedLog;
import io.github.hastreaming.internal.region.CallGuard;
import io.github.hastreaming.internal.region.OpenCause;
import io.github.hastreaming.internal.region.OpenObserver;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.state.RoutingTable;
import io.github.hastreaming.internal.state.StateKeeper;
import io.github.hastreaming.internal.time.Repeating;
import io.github.hastreaming.internal.time.SingleFlight;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches the pair from the primary to the secondary. Calls never wait for it: they are handed
 * over on their own; the switch only changes which region is preferred.
 */
public final class FailoverCoordinator implements OpenObserver {

  private static final Logger LOG = LoggerFactory.getLogger(FailoverCoordinator.class);

  private final PairParts pair;
  private final StateKeeper keeper;
  private final SecondaryFinder finder;
  private final SecondarySuccession succession;
  private final Events events;
  private final TimeSource time;
  private final boolean initiates;
  private final PacedLog log;
  private final StandingFailure standingFailure;
  private final TargetProbe probe;
  private final FitnessWatch fitness;
  private final SingleFlight attempts;
  private volatile Episode episode = new Episode();

  /**
   * @param initiates whether this process switches by itself; its calls are handed over anyway
   */
  public FailoverCoordinator(
      PairParts pair, SecondaryFinder finder, FitnessWatch fitness, boolean initiates) {
    this.pair = pair;
    this.keeper = pair.keeper();
    this.finder = finder;
    this.fitness = fitness;
    this.probe = new TargetProbe(fitness);
    this.succession = new SecondarySuccession(pair, probe);
    this.attempts = new SingleFlight(pair.time());
    this.events = pair.events();
    this.time = pair.time();
    this.initiates = initiates;
    this.log = new PacedLog(time);
    this.standingFailure = new StandingFailure(time);
  }

  /** If it is the active primary's, that is reason to switch. */
  @Override
  public void opened(Region region, CallKind kind, OpenCause cause) {
    String why = cause.text();
    events.publish(
        listener ->
            listener.onRegionFailed(new RegionFailed(region.target(), kind, why, time.now())));
    boolean isEvidence = !(cause instanceof OpenCause.TimedOut timedOut) || timedOut.isConfirmed();
    if (isEvidence) {
      request(keeper.table(), asked(region, kind, cause));
    }
  }

  @Override
  public void confirmed(Region region, CallKind kind, OpenCause cause) {
    request(keeper.table(), asked(region, kind, cause));
  }

  private FailoverRequest asked(Region region, CallKind kind, OpenCause cause) {
    boolean hang = !(cause instanceof OpenCause.FailedCalls);
    return new FailoverRequest(
        region, kind, kind + " calls: " + cause.text(), hang, time.nanoTime());
  }

  @Override
  public boolean isServedElsewhere(Region region, CallKind kind) {
    return keeper.table().ranked().stream()
        .anyMatch(
            other ->
                other != region
                    && !other.guard(kind).isOpen()
                    && !(kind == CallKind.WRITE && other.mayHarm()));
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
    if (region.guard(kind).lastServed() - began < 0) {
      String why = kind + " call: " + RegionFailure.describe(failure);
      request(seen, new FailoverRequest(region, kind, why, false, time.nanoTime()));
    }
  }

  /** A pin that kept the primary active ended: is there a reason to switch? */
  void failOverIfPrimaryIsDown() {
    RoutingTable table = keeper.table();
    for (CallKind kind : CallKind.values()) {
      if (table.active().guard(kind).isOpen()) {
        String why = kind + " calls failed while the client was pinned";
        request(table, new FailoverRequest(table.active(), kind, why, false, time.nanoTime()));
      }
    }
  }

  private void request(RoutingTable seen, FailoverRequest request) {
    FailoverState state = keeper.state();
    boolean switchable =
        initiates
            && seen.active() == request.failed()
            && state.isPrimaryActive()
            && state.pin().isEmpty()
            && seen.state().decision().isSameSwitch(state.decision());
    if (switchable) {
      attempts.start(() -> failOver(request));
    }
  }

  private void failOver(FailoverRequest request) {
    Episode current = episode;
    if (!current.hadNoTarget()) {
      standingFailure.forget();
    }
    FailoverAttempt.Result result = FailoverAttempt.Result.NO_TARGET;
    try {
      result = new FailoverAttempt(pair, finder, probe, standingFailure, request, current).run();
    } finally {
      goOn(request, result);
    }
  }

  private void goOn(FailoverRequest request, FailoverAttempt.Result result) {
    switch (result) {
      case DONE -> episode = new Episode();
      case NO_TARGET, TARGET_UNPROVEN -> retryIn(Defaults.FAILOVER_RETRY, request);
      case UNPROVEN -> {
        String region = request.failed().target().region();
        log.log(region, LOG::info, region + " answers after all: nothing is switched, for now");
        retryIn(Defaults.PROBE_INTERVAL, request);
      }
    }
  }

  private void retryIn(Duration pause, FailoverRequest request) {
    time.schedule(
        pause, () -> Repeating.untilDone("Failing over", time, () -> retryIfStillDown(request)));
  }

  private void retryIfStillDown(FailoverRequest request) {
    if (request.stands()) {
      request(keeper.table(), request);
    } else {
      episode = new Episode();
    }
  }

  /** The resolver named a secondary: from now on calls can be handed over to it. */
  public void secondaryFound(StreamTarget target) {
    if (keeper.learnSecondary(target)) {
      events.publish(l -> l.onSecondaryResolved(new SecondaryResolved(target, time.now())));
    }
    try {
      Region region = pair.regions().aligned(target);
      region.warm();
      fitness.look(region);
    } catch (Throwable e) { // A factory is the application's and may throw anything.
      log.log(
          "client", LOG::warn, "No client could be made for the secondary " + target + ": " + e);
      return;
    }
    if (initiates) {
      succession.consider(target);
    }
  }

  /**
   * Waits until the resolver has answered; tells what it said if that is no target.
   *
   * @param mayCreate whether the need is great enough to provision a stream
   * @param closing ends the wait before
   */
  public SecondaryWait awaitSecondary(
      boolean mayCreate, Duration atMost, CompletableFuture<?> closing)
      throws InterruptedException {
    CompletableFuture<?> answer =
        mayCreate || finder.isResolving() ? finder.resolve() : finder.lookUp();
    time.await(CompletableFuture.anyOf(answer, closing), atMost);
    return answer.isDone()
        ? new SecondaryWait(true, finder.lastAnswer().explanation())
        : new SecondaryWait(false, "the resolver did not answer in time");
  }

  /**
   * A call that had failed in the primary was refused by a secondary: it may have been deleted, and
   * the resolver is to name another one.
   */
  public void refused(Region region, StreamOperation operation, String reason) {
    Region primary = keeper.primary();
    CallGuard guard = primary.guard(operation.kind());
    boolean mayUseIt = guard.hasServed(operation) || !primary.hasServed();
    if (region != primary && mayUseIt) {
      fitness.refused(region, reason);
    }
  }

  /** What the resolver said last, where it found nothing. */
  public String resolverAnswer() {
    return finder.lastAnswer().explanation();
  }
}
