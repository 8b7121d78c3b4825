package io.github.hastreaming.examples;

import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.event.FailoverNotPossible;
import io.github.hastreaming.event.RegionFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Listens for switches, tells of them and remembers when they were. Thread-safe. */
final class Switches implements FailoverListener {

  private final Story story;
  private volatile @Nullable Instant failedOver;

  Switches(Story story) {
    this.story = story;
  }

  @Override
  public void onRegionFailed(RegionFailed event) {
    story.tell(event.target().region() + " fails, " + event.kind() + ": " + event.reason());
  }

  @Override
  public void onFailoverCompleted(FailoverCompleted event) {
    failedOver = event.at();
    story.tell("failed over to " + event.to().region() + " after " + event.reason());
  }

  @Override
  public void onFailoverNotPossible(FailoverNotPossible event) {
    story.tell("no failover: " + event.reason());
  }

  /** From the beginning of the fault; empty if there was no failover, or one before it. */
  Optional<Duration> failoverSince(Instant fault) {
    return Optional.ofNullable(failedOver)
        .map(at -> Duration.between(fault, at))
        .filter(duration -> !duration.isNegative());
  }
}
