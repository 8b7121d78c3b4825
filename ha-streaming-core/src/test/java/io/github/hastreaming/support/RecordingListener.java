package io.github.hastreaming.support;

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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Keeps every event, in order. */
public final class RecordingListener implements FailoverListener {

  private final List<Record> events = new CopyOnWriteArrayList<>();

  @Override
  public void onRegionFailed(RegionFailed event) {
    events.add(event);
  }

  @Override
  public void onFailoverStarted(FailoverStarted event) {
    events.add(event);
  }

  @Override
  public void onFailoverCompleted(FailoverCompleted event) {
    events.add(event);
  }

  @Override
  public void onFailoverNotPossible(FailoverNotPossible event) {
    events.add(event);
  }

  @Override
  public void onSecondaryResolved(SecondaryResolved event) {
    events.add(event);
  }

  @Override
  public void onSecondaryFitnessChanged(SecondaryFitnessChanged event) {
    events.add(event);
  }

  @Override
  public void onSecondaryRefused(SecondaryRefused event) {
    events.add(event);
  }

  @Override
  public void onStateStoreFailed(StateStoreFailed event) {
    events.add(event);
  }

  @Override
  public void onStateStoreRecovered(StateStoreRecovered event) {
    events.add(event);
  }

  @Override
  public void onMessagesUnreachable(MessagesUnreachable event) {
    events.add(event);
  }

  @Override
  public void onRetentionExceeded(RetentionExceeded event) {
    events.add(event);
  }

  @Override
  public void onCommitDeferred(CommitDeferred event) {
    events.add(event);
  }

  @Override
  public void onCommitMadeUp(CommitMadeUp event) {
    events.add(event);
  }

  @Override
  public void onCommitDropped(CommitDropped event) {
    events.add(event);
  }

  @Override
  public void onSweepFailed(SweepFailed event) {
    events.add(event);
  }

  @Override
  public void onGroupUpdateMissed(GroupUpdateMissed event) {
    events.add(event);
  }

  @Override
  public void onFailbackTrialStarted(FailbackTrialStarted event) {
    events.add(event);
  }

  @Override
  public void onFailbackCompleted(FailbackCompleted event) {
    events.add(event);
  }

  @Override
  public void onFailbackAbandoned(FailbackAbandoned event) {
    events.add(event);
  }

  @Override
  public void onProbeResultChanged(ProbeResultChanged event) {
    events.add(event);
  }

  @Override
  public void onPinned(Pinned event) {
    events.add(event);
  }

  @Override
  public void onPinEnded(PinEnded event) {
    events.add(event);
  }

  @Override
  public void onStateAdopted(StateAdopted event) {
    events.add(event);
  }

  public List<Record> all() {
    return List.copyOf(events);
  }

  public <T extends Record> List<T> of(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public <T extends Record> T await(Class<T> type) {
    await(type, 1);
    return of(type).get(0);
  }

  public <T extends Record> void await(Class<T> type, int count) {
    Awaitility.await()
        .pollInterval(2, TimeUnit.MILLISECONDS)
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> of(type).size() >= count);
  }

  public List<FailoverCompleted> failoversCompleted() {
    return of(FailoverCompleted.class);
  }

  public void awaitFailoversCompleted(int count) {
    await(FailoverCompleted.class, count);
  }
}
