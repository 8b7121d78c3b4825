package io.github.hastreaming.internal.event;

import io.github.hastreaming.event.CommitDeferred;
import io.github.hastreaming.event.CommitDropped;
import io.github.hastreaming.event.CommitMadeUp;
import io.github.hastreaming.event.FailbackAbandoned;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailbackTrialStarted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.event.FailoverNotPossible;
import io.github.hastreaming.event.FailoverStarted;
import io.github.hastreaming.event.GroupUpdateMissed;
import io.github.hastreaming.event.MessagesUnreachable;
import io.github.hastreaming.event.PinEnded;
import io.github.hastreaming.event.Pinned;
import io.github.hastreaming.event.ProbeResultChanged;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.event.RetentionExceeded;
import io.github.hastreaming.event.SecondaryRefused;
import io.github.hastreaming.event.SecondaryResolved;
import io.github.hastreaming.event.StateAdopted;
import io.github.hastreaming.event.StateStoreFailed;
import io.github.hastreaming.event.StateStoreRecovered;
import io.github.hastreaming.event.SweepFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client logs about itself: one line for each event. */
public final class LoggingListener implements FailoverListener {

  private static final Logger LOG = LoggerFactory.getLogger("io.github.hastreaming");

  @Override
  public void onRegionFailed(RegionFailed event) {
    LOG.warn(
        "{} fails for {}s: {}",
        event.target().region(),
        event.kind().name().toLowerCase(java.util.Locale.ROOT),
        event.reason());
  }

  @Override
  public void onFailoverStarted(FailoverStarted event) {
    LOG.warn("Failing over from {}: {}", event.from(), event.reason());
  }

  @Override
  public void onFailoverCompleted(FailoverCompleted event) {
    LOG.warn(
        "Failed over from {} to {} in {} ms (epoch {}): {}",
        event.from().region(),
        event.to(),
        event.duration().toMillis(),
        event.epoch(),
        event.reason());
  }

  @Override
  public void onFailoverNotPossible(FailoverNotPossible event) {
    LOG.error("{} fails and cannot be failed over: {}", event.from(), event.reason());
  }

  @Override
  public void onFailbackTrialStarted(FailbackTrialStarted event) {
    LOG.info(
        "{} answers again; to come back, {} calls of each of {} are tried there",
        event.target().region(),
        event.callsOfEach(),
        event.kinds());
  }

  @Override
  public void onFailbackCompleted(FailbackCompleted event) {
    LOG.warn(
        "Failed back from {} to {} after {} s (epoch {}): {}",
        event.from().region(),
        event.to(),
        event.away().toSeconds(),
        event.epoch(),
        event.reason());
  }

  @Override
  public void onFailbackAbandoned(FailbackAbandoned event) {
    LOG.warn(
        "{} is not come back to yet: {}; left alone for {} s",
        event.target().region(),
        event.reason(),
        event.holdDown().toSeconds());
  }

  @Override
  public void onProbeResultChanged(ProbeResultChanged event) {
    if (event.successful()) {
      LOG.info("{} answers its probe", event.target().region());
    } else {
      LOG.info("{} fails its probe: {}", event.target().region(), event.reason());
    }
  }

  @Override
  public void onPinned(Pinned event) {
    LOG.warn("Pinned to {} until {}", event.target(), event.until());
  }

  @Override
  public void onPinEnded(PinEnded event) {
    LOG.warn(
        "The pin to {} ended: {}",
        event.target().region(),
        event.expired() ? "its time is over" : "by hand");
  }

  @Override
  public void onSecondaryResolved(SecondaryResolved event) {
    LOG.info("The secondary is {}", event.target());
  }

  @Override
  public void onSecondaryRefused(SecondaryRefused event) {
    LOG.warn("The secondary {} is not switched to: {}", event.target(), event.reason());
  }

  @Override
  public void onStateAdopted(StateAdopted event) {
    if (event.from().equals(event.to())) {
      LOG.info(
          "From the state store: {} knows the secondary {}", event.changedBy(), event.secondary());
    } else {
      LOG.warn(
          "From the state store: {} switched from {} to {} (epoch {}): {}",
          event.changedBy(),
          event.from().region(),
          event.to(),
          event.epoch(),
          event.reason());
    }
  }

  @Override
  public void onStateStoreFailed(StateStoreFailed event) {
    LOG.warn("The state store {} cannot be used: {}", event.store(), event.reason());
  }

  @Override
  public void onStateStoreRecovered(StateStoreRecovered event) {
    LOG.info("The state store {} can be used again", event.store());
  }

  @Override
  public void onMessagesUnreachable(MessagesUnreachable event) {
    LOG.warn("Messages may be unread in {} until it is back: {}", event.target(), event.reason());
  }

  @Override
  public void onRetentionExceeded(RetentionExceeded event) {
    LOG.error(
        "A position in {}, partition {}, is older than its retention; skipped at most {} offsets",
        event.target(),
        event.partition(),
        event.skippedAtMost());
  }

  @Override
  public void onCommitDeferred(CommitDeferred event) {
    LOG.warn(
        "A commit of group {} is deferred in {}: {}",
        event.group(),
        event.target().region(),
        event.reason());
  }

  @Override
  public void onCommitMadeUp(CommitMadeUp event) {
    LOG.info(
        "A deferred commit of group {} was made in {}", event.group(), event.target().region());
  }

  @Override
  public void onCommitDropped(CommitDropped event) {
    LOG.warn(
        "A commit of group {} is dropped in {}, messages are delivered again: {}",
        event.group(),
        event.target().region(),
        event.reason());
  }

  @Override
  public void onSweepFailed(SweepFailed event) {
    LOG.info("{} was asked for messages and failed: {}", event.target().region(), event.reason());
  }

  @Override
  public void onGroupUpdateMissed(GroupUpdateMissed event) {
    LOG.warn("Group {} was not updated in {}: {}", event.group(), event.target(), event.reason());
  }
}
