package io.github.hastreaming.internal.failover;

import io.github.hastreaming.event.PinEnded;
import io.github.hastreaming.event.Pinned;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.state.StateKeeper;
import io.github.hastreaming.internal.time.Repeating;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends pins when their time is over, and tells of those that come and go. */
public final class PinWatch {

  /** The few that may come back. */
  private static final class LastPins extends LinkedHashMap<Pin, Long> {

    private static final long serialVersionUID = 1;
    private static final int COUNT = 16;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Pin, Long> eldest) {
      return size() > COUNT;
    }
  }

  private final PairParts pair;
  private final StateKeeper keeper;
  private final FailoverCoordinator coordinator;
  private final Events events;
  private final TimeSource time;

  // Guarded by this.
  private Optional<Pin> pin = Optional.empty();
  private @Nullable StreamTarget pinnedTo;
  private @Nullable Pin expired;
  private final Map<Pin, Long> ends = new LastPins(); // Monotonic.
  private boolean mayHaveToLeave; // A pin ended: whether the primary is down was not asked yet.
  private Runnable cancelExpiry = () -> {};

  public PinWatch(PairParts pair, FailoverCoordinator coordinator) {
    this.pair = pair;
    this.keeper = pair.keeper();
    this.coordinator = coordinator;
    this.events = pair.events();
    this.time = pair.time();
  }

  /** Begins to follow the state. */
  public void start() {
    follow(false);
    keeper.onChange(() -> follow(true));
    follow(true); // Changed meanwhile, if at all.
  }

  private void follow(boolean justMade) {
    synchronized (this) {
      Optional<Pin> now = keeper.state().pin();
      if (!now.equals(pin)) {
        cancelExpiry.run();
        pin.ifPresent(this::ended);
        now.ifPresent(begun -> began(begun, justMade));
        mayHaveToLeave |= pin.isPresent();
        pin = now;
      }
      if (!mayHaveToLeave) {
        return;
      }
    }
    coordinator.failOverIfPrimaryIsDown();
    synchronized (this) {
      mayHaveToLeave = false;
    }
  }

  /**
   * @param justMade whether it was made while this process looked on
   */
  private void began(Pin begun, boolean justMade) {
    StreamTarget target = keeper.state().target(begun.streamOcid()).orElse(null);
    pinnedTo = target;
    if (target != null) {
      Pinned event = new Pinned(target, begun.until(), justMade, time.now());
      events.publish(listener -> listener.onPinned(event));
    }
    // One that ended while the store was away can come back with it.
    long end =
        ends.computeIfAbsent(
            begun,
            pin -> time.nanoTime() + (justMade ? longest(pin) : leftByTheClock(pin)).toNanos());
    Duration left = Duration.ofNanos(Math.max(0, end - time.nanoTime()));
    cancelExpiry = time.schedule(left, () -> time.execute(() -> endInAnyCase(begun)));
  }

  private void endInAnyCase(Pin begun) {
    Repeating.untilDone("Ending a pin", time, () -> expire(begun));
  }

  /** The clock of the host that made it may differ, but no pin lasts longer than made for. */
  private Duration leftByTheClock(Pin begun) {
    Duration left = Duration.between(time.now(), begun.until());
    return left.compareTo(longest(begun)) > 0 ? longest(begun) : left;
  }

  private static Duration longest(Pin begun) {
    return begun.duration().compareTo(Defaults.MAX_PIN) > 0 ? Defaults.MAX_PIN : begun.duration();
  }

  private void ended(Pin last) {
    StreamTarget target = pinnedTo;
    if (target != null) {
      PinEnded event = new PinEnded(target, last.equals(expired), time.now());
      events.publish(listener -> listener.onPinEnded(event));
    }
  }

  private void expire(Pin over) {
    synchronized (this) {
      expired = over;
    }
    pair.decisions()
        .amend(
            seen ->
                seen.state().pin().equals(Optional.of(over))
                    ? seen.state().toBuilder().pin(Optional.empty()).build()
                    : seen.state());
  }
}
