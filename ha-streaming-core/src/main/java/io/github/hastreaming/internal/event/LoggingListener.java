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
import io.github.hastreaming.event.SecondaryFitnessChanged;
import io.github.hastreaming.event.SecondaryRefused;
import io.github.hastreaming.event.SecondaryResolved;
import io.github.hastreaming.event.StateAdopted;
import io.github.hastreaming.event.StateStoreFailed;
import io.github.hastreaming.event.StateStoreRecovered;
import io.github.hastreaming.event.SweepFailed;
import io.github.hastreaming.failover.Fitness;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client logs about itself: one line for each event. Switches and pins are decisions, few
 * and each worth its line; everything that a failing region, store or group repeats is paced.
 */
public final class LoggingListener implements FailoverListener {

  private static final Logger LOG = LoggerFactory.getLogger("io.github.hastreaming");

  private final PacedLog paced;
  private final Instant began;

  public LoggingListener(TimeSource time) {
    this.began = time.now();
    this.paced = new PacedLog(time);
  }

  @Override
  public void onRegionFailed(RegionFailed event) {
    paced.log(
        subject("failed", event.target(), event.kind()),
        LOG::warn,
        event.target().region()
            + " fails for "
            + event.kind().name().toLowerCase(Locale.ROOT)
            + "s: "
            + event.reason());
  }

  @Override
  public void onFailoverStarted(FailoverStarted event) {
    paced.log(
        subject("started", event.from()),
        LOG::warn,
        "Failing over from " + event.from() + ": " + event.reason());
  }

  @Override
  public void onFailoverCompleted(FailoverCompleted event) {
    paced.beginEpisode();
    LOG.warn(
        "Failed over from {} to {} in {} ms (epoch {}): {}",
        event.from().region(),
        event.to(),
        event.duration().toMillis(),
        event.epoch(),
        OneLine.of(event.reason()));
  }

  @Override
  public void onFailoverNotPossible(FailoverNotPossible event) {
    paced.log(
        subject("not possible", event.from()),
        LOG::error,
        event.from() + " fails and cannot be failed over: " + event.reason());
  }

  @Override
  public void onFailbackTrialStarted(FailbackTrialStarted event) {
    paced.log(
        subject("trial", event.target()),
        LOG::info,
        event.target().region()
            + " answers again; to come back, "
            + event.callsOfEach()
            + " calls of each of "
            + event.kinds()
            + " are tried there");
  }

  @Override
  public void onFailbackCompleted(FailbackCompleted event) {
    paced.beginEpisode();
    LOG.warn(
        "Failed back from {} to {} after {} s (epoch {}): {}",
        event.from().region(),
        event.to(),
        event.away().toSeconds(),
        event.epoch(),
        OneLine.of(event.reason()));
  }

  @Override
  public void onFailbackAbandoned(FailbackAbandoned event) {
    String next =
        event.holdDown().isZero()
            ? "probed on"
            : "left alone for " + event.holdDown().toSeconds() + " s";
    paced.log(
        subject("abandoned", event.target()),
        LOG::warn,
        "Not failing back to " + event.target().region() + " yet: " + event.reason() + "; " + next);
  }

  @Override
  public void onProbeResultChanged(ProbeResultChanged event) {
    String result = event.successful() ? " answers its probe" : " fails its probe: ";
    paced.log(
        subject(result + event.reason(), event.target()),
        LOG::info,
        event.target().region() + result + event.reason());
  }

  @Override
  public void onPinned(Pinned event) {
    paced.beginEpisode();
    String line = "Pinned to " + event.target() + " until " + event.until();
    if (event.isNew()) {
      LOG.warn(line);
    } else {
      LOG.info(line);
    }
  }

  @Override
  public void onPinEnded(PinEnded event) {
    paced.beginEpisode();
    LOG.warn(
        "The pin to {} ended: {}",
        event.target().region(),
        event.expired() ? "its time is over" : "by hand");
  }

  @Override
  public void onSecondaryResolved(SecondaryResolved event) {
    paced.log(subject("resolved", event.target()), LOG::info, "The secondary is " + event.target());
  }

  @Override
  public void onSecondaryRefused(SecondaryRefused event) {
    paced.log(
        subject("refused", event.target()),
        LOG::warn,
        "The secondary " + event.target() + " is not switched to: " + event.reason());
  }

  @Override
  public void onSecondaryFitnessChanged(SecondaryFitnessChanged event) {
    String subject = subject("fitness", event.target(), event.fitness());
    if (event.fitness() == Fitness.FIT) {
      paced.log(subject, LOG::info, "The secondary " + event.target() + " is fit");
    } else {
      paced.log(
          subject,
          event.fitness() == Fitness.UNKNOWN ? LOG::info : LOG::warn,
          "The secondary "
              + event.target()
              + " is "
              + event.fitness().name().toLowerCase(Locale.ROOT)
              + ": "
              + event.reason());
    }
  }

  @Override
  public void onStateAdopted(StateAdopted event) {
    if (!event.from().equals(event.to())) {
      paced.beginEpisode();
      String line =
          "From the state store: "
              + event.changedBy()
              + " switched from "
              + event.from().region()
              + " to "
              + event.to()
              + " at "
              + event.since()
              + " (epoch "
              + event.epoch()
              + "): "
              + event.reason();
      if (event.since().isBefore(began)) {
        LOG.info(OneLine.of(line)); // Where this process begins, and no news.
      } else {
        LOG.warn(OneLine.of(line));
      }
      return;
    }
    String secondary = event.secondary().map(StreamTarget::toString).orElse("none");
    paced.log(
        "adopted", LOG::info, "From the state store: the secondary is known to be " + secondary);
  }

  @Override
  public void onStateStoreFailed(StateStoreFailed event) {
    paced.log(
        "store failed",
        LOG::warn,
        "The state store " + event.store() + " cannot be used: " + event.reason());
  }

  @Override
  public void onStateStoreRecovered(StateStoreRecovered event) {
    paced.log(
        "store recovered", LOG::info, "The state store " + event.store() + " can be used again");
  }

  @Override
  public void onMessagesUnreachable(MessagesUnreachable event) {
    paced.log(
        subject("unreachable", event.target()),
        LOG::warn,
        "Messages may be unread in " + event.target() + " until it is back: " + event.reason());
  }

  @Override
  public void onRetentionExceeded(RetentionExceeded event) {
    paced.log(
        subject("retention", event.target(), event.partition()),
        LOG::error,
        "A position in "
            + event.target()
            + ", partition "
            + event.partition()
            + ", is older than its retention; skipped at most "
            + event.skippedAtMost()
            + " offsets");
  }

  @Override
  public void onCommitDeferred(CommitDeferred event) {
    paced.log(
        subject("deferred", event.target(), event.group()),
        LOG::warn,
        "A commit of group "
            + event.group()
            + " is deferred in "
            + event.target().region()
            + ": "
            + event.reason());
  }

  @Override
  public void onCommitMadeUp(CommitMadeUp event) {
    paced.log(
        subject("made up", event.target(), event.group()),
        LOG::info,
        "A deferred commit of group " + event.group() + " was made in " + event.target().region());
  }

  @Override
  public void onCommitDropped(CommitDropped event) {
    paced.log(
        subject("dropped", event.target(), event.group()),
        LOG::warn,
        "A commit of group "
            + event.group()
            + " is dropped in "
            + event.target().region()
            + ", messages are delivered again: "
            + event.reason());
  }

  @Override
  public void onSweepFailed(SweepFailed event) {
    paced.log(
        subject("sweep", event.target()),
        LOG::info,
        event.target().region() + " was asked for messages and failed: " + event.reason());
  }

  @Override
  public void onGroupUpdateMissed(GroupUpdateMissed event) {
    paced.log(
        subject("update", event.target(), event.group()),
        LOG::warn,
        "Group " + event.group() + " was not updated in " + event.target() + ": " + event.reason());
  }

  private static String subject(String what, StreamTarget target, Object... more) {
    return what + " " + target.streamOcid() + " " + Arrays.toString(more);
  }
}
