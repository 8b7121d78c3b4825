package io.github.hastreaming.examples;

import io.github.hastreaming.event.FailbackAbandoned;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailbackTrialStarted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.event.FailoverNotPossible;
import io.github.hastreaming.event.RegionFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Listens for switches, tells of them and remembers when they were. Thread-safe. */
final class Switches implements FailoverListener {

  private final Story story;
  private final Set<Long> epochs = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Instant firstFailover;
  private volatile @Nullable Instant failedBack;
  private volatile boolean back;

  Switches(Story story) {
    this.story = story;
  }

  @Override
  public void onRegionFailed(RegionFailed event) {
    story.tell(event.target().region() + " fails, " + event.kind() + ": " + event.reason());
  }

  @Override
  public void onFailoverCompleted(FailoverCompleted event) {
    epochs.add(event.epoch()); // Both clients may tell of one switch.
    firstFailover = firstFailover == null ? event.at() : firstFailover;
    back = false;
    story.tell("failed over to " + event.to().region() + " after " + event.reason());
  }

  @Override
  public void onFailoverNotPossible(FailoverNotPossible event) {
    story.tell("no failover: " + event.reason());
  }

  @Override
  public void onFailbackTrialStarted(FailbackTrialStarted event) {
    story.tell(event.target().region() + " answers its probes: real calls are tried there");
  }

  @Override
  public void onFailbackAbandoned(FailbackAbandoned event) {
    story.tell("not failing back to " + event.target().region() + " yet: " + event.reason());
  }

  @Override
  public void onFailbackCompleted(FailbackCompleted event) {
    epochs.add(event.epoch()); // Both clients may tell of one switch.
    failedBack = event.at();
    back = true;
    story.tell("back to " + event.to().region());
  }

  int count() {
    return epochs.size();
  }

  /** Whether the last switch was to the primary. */
  boolean isBack() {
    return back;
  }

  /** From the end of the fault, zero if it came before; empty if the primary is not active. */
  Optional<Duration> failbackSince(Instant healed) {
    return Optional.ofNullable(failedBack)
        .filter(at -> back)
        .map(at -> Duration.between(healed, at))
        .map(duration -> duration.isNegative() ? Duration.ZERO : duration);
  }

  /** From the beginning of the fault; empty if there was no failover, or one before it. */
  Optional<Duration> failoverSince(Instant fault) {
    return Optional.ofNullable(firstFailover)
        .map(at -> Duration.between(fault, at))
        .filter(duration -> !duration.isNegative());
  }
}
