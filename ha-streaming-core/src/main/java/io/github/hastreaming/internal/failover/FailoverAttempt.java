package io.github.hastreaming.internal.failover;

import io.github.hastreaming.event.FailoverNotPossible;
import io.github.hastreaming.event.FailoverStarted;
import io.github.hastreaming.event.SecondaryRefused;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.state.RoutingTable;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One attempt to switch from a failed primary: probes the targets in turn and switches to the first
 * that can serve. Runs on one background thread.
 */
final class FailoverAttempt {

  /** What an attempt came to. */
  enum Result {
    /** The failed region is not active any more, or is not to be left any more. */
    DONE,
    /** No target can serve. */
    NO_TARGET,
    /** A target can serve, but the failure may be over. */
    UNPROVEN,
    /** A target may be able to serve; the next call that it serves proves it. */
    TARGET_UNPROVEN
  }

  /** Provisioning takes minutes. */
  private static final Duration LONGEST_RESOLUTION = Duration.ofMinutes(10);

  private final PairParts pair;
  private final SecondaryFinder finder;
  private final TargetProbe probe;
  private final Events events;
  private final TimeSource time;
  private final FailoverRequest request;
  private final Region failed;
  private final Episode episode;
  private final StandingFailure failure;
  private final long began;
  private final Map<StreamTarget, String> refusals = new HashMap<>();

  FailoverAttempt(
      PairParts pair,
      SecondaryFinder finder,
      TargetProbe probe,
      StandingFailure failure,
      FailoverRequest request,
      Episode episode) {
    this.pair = pair;
    this.finder = finder;
    this.probe = probe;
    this.events = pair.events();
    this.time = pair.time();
    this.request = request;
    this.failed = request.failed();
    this.episode = episode;
    this.failure = failure;
    this.began = time.nanoTime();
  }

  Result run() {
    if (episode.begins()) {
      FailoverStarted event = new FailoverStarted(failed.target(), request.reason(), time.now());
      events.publish(listener -> listener.onFailoverStarted(event));
    }
    Result result = switchToFirstUsable(known());
    if (result != Result.NO_TARGET) {
      return result;
    }
    return resolveAndSwitch();
  }

  private List<StreamTarget> known() {
    return pair.keeper().state().secondary().map(List::of).orElse(List.of());
  }

  /** A resolver may take minutes: what is known may be able to serve before it is done. */
  private Result resolveAndSwitch() {
    CompletableFuture<SecondaryFinder.Answer> question = finder.resolve();
    long end = began + LONGEST_RESOLUTION.toNanos();
    try {
      while (!time.await(question, Defaults.FAILOVER_RETRY) && time.nanoTime() - end < 0) {
        Result result = isAsked() ? switchToFirstUsable(known()) : Result.DONE;
        if (result != Result.NO_TARGET) {
          return result;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The client closes.
      return Result.DONE;
    }
    SecondaryFinder.Answer answer = question.isDone() ? question.join() : finder.lastAnswer();
    Result result = switchToFirstUsable(answer.targets());
    if (result == Result.NO_TARGET && episode.findsNoTarget()) {
      tellThatThereIsNone(answer.explanation());
    }
    return result;
  }

  private boolean isAsked() {
    RoutingTable table = pair.keeper().table();
    return table.active() == failed && table.state().pin().isEmpty();
  }

  private void tellThatThereIsNone(String explanation) {
    String why = refusals.isEmpty() ? explanation : "no secondary can serve: " + refusals;
    FailoverNotPossible event = new FailoverNotPossible(failed.target(), why, time.now());
    events.publish(listener -> listener.onFailoverNotPossible(event));
  }

  private Result switchToFirstUsable(List<StreamTarget> targets) {
    Result result = Result.NO_TARGET;
    for (StreamTarget target : targets) {
      Region region = pair.regions().of(target);
      TargetProbe.Verdict verdict = probe.ask(region);
      if (verdict instanceof TargetProbe.Verdict.Refused refused) {
        refused(target, refused.reason());
        continue;
      }
      if (verdict instanceof TargetProbe.Verdict.Inconclusive && !request.isServedBy(region)) {
        result = Result.TARGET_UNPROVEN;
        continue;
      }
      return isProved() ? switchTo(region) : Result.UNPROVEN;
    }
    return result;
  }

  private boolean isProved() {
    boolean mayHaveBeenOurNetwork = episode.hadNoTarget() || !refusals.isEmpty();
    return !request.isWithdrawn()
        && (!mayHaveBeenOurNetwork || failure.stands(failed, request.kind()));
  }

  private void refused(StreamTarget target, String reason) {
    boolean isNews = refusals.put(target, reason) == null;
    if (isNews && !episode.hadNoTarget()) {
      SecondaryRefused event = new SecondaryRefused(target, reason, time.now());
      events.publish(listener -> listener.onSecondaryRefused(event));
    }
  }

  /** Always ends the attempt: where nothing is decided, somebody else decided meanwhile. */
  private Result switchTo(Region to) {
    pair.keeper().learnSecondary(to.target());
    pair.decisions().decide(SwitchReason.FAILURE, began, seen -> left(seen, to));
    return Result.DONE;
  }

  private FailoverState left(RoutingTable seen, Region to) {
    boolean isStillAsked =
        seen.active() == failed && seen.state().pin().isEmpty() && !request.isWithdrawn();
    return isStillAsked
        ? pair.next().afterFailure(seen, to, request.kind(), request.reason())
        : seen.state();
  }
}
