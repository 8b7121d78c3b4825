package io.github.hastreaming.internal.failover;

import io.github.hastreaming.event.PinEnded;
import io.github.hastreaming.event.Pinned;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.settings.Defaults;
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

  private final StateKeeper keeper;
  private final FailoverCoordinator coordinator;
  private final Events events;
  private final TimeSource time;

  // Guarded by this.
  private Optional<Pin> pin = Optional.empty();
  private @Nullable StreamTarget pinnedTo;
  private @Nullable Pin expired;
  private final Map<Pin, Long> ends = new LastPins(); // Monotonic.
  private Runnable cancelExpiry = () -> {};

  public PinWatch(
      StateKeeper keeper, FailoverCoordinator coordinator, Events events, TimeSource time) {
    this.keeper = keeper;
    this.coordinator = coordinator;
    this.events = events;
    this.time = time;
  }

  /** Begins to follow the state. */
  public void start() {
    follow(false);
    keeper.onChange(() -> follow(true));
    follow(true); // Changed meanwhile, if at all.
  }

  private void follow(boolean justMade) {
    boolean ended;
    synchronized (this) {
      Optional<Pin> now = keeper.state().pin();
      if (now.equals(pin)) {
        return;
      }
      cancelExpiry.run();
      ended = pin.isPresent();
      pin.ifPresent(this::ended);
      pin = now;
      pin.ifPresent(begun -> began(begun, justMade));
    }
    if (ended) {
      coordinator.failOverIfPrimaryIsDown();
    }
  }

  /**
   * @param justMade whether it was made while this process looked on
   */
  private void began(Pin begun, boolean justMade) {
    StreamTarget target = keeper.state().target(begun.streamOcid()).orElse(null);
    pinnedTo = target;
    if (target != null) {
      Pinned event = new Pinned(target, begun.until(), time.now());
      events.publish(listener -> listener.onPinned(event));
    }
    // One that ended while the store was away can come back with it.
    long end =
        ends.computeIfAbsent(
            begun,
            pin -> time.nanoTime() + (justMade ? longest(pin) : leftByTheClock(pin)).toNanos());
    Duration left = Duration.ofNanos(Math.max(0, end - time.nanoTime()));
    cancelExpiry = time.schedule(left, () -> time.execute(() -> expire(begun)));
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
    RoutingTable table;
    do {
      table = keeper.table();
      if (!table.state().pin().equals(Optional.of(over))) {
        return;
      }
    } while (!keeper.change(table, table.state().toBuilder().pin(Optional.empty()).build()));
  }
}
