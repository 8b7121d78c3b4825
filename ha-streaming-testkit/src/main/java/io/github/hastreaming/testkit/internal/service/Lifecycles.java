package io.github.hastreaming.testkit.internal.service;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides how long changes of state take, by the region's clock, and how they end. Thread-safe. */
public final class Lifecycles {
  private final AdjustableClock clock;
  private final AtomicInteger creationsToFail = new AtomicInteger();
  private volatile Duration delay;

  public Lifecycles(AdjustableClock clock, Duration delay) {
    this.clock = clock;
    this.delay = delay;
  }

  /** Applies to changes that begin from now on. */
  public void setDelay(Duration newDelay) {
    delay = newDelay;
  }

  /** The next streams that are created end in FAILED. */
  public void failCreations(int count) {
    creationsToFail.set(count);
  }

  Instant now() {
    return clock.now();
  }

  Phase creatingStream() {
    boolean fails = creationsToFail.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    return passing(LifecycleState.CREATING, fails ? LifecycleState.FAILED : LifecycleState.ACTIVE);
  }

  Phase creating() {
    return passing(LifecycleState.CREATING, LifecycleState.ACTIVE);
  }

  Phase updating() {
    return passing(LifecycleState.UPDATING, LifecycleState.ACTIVE);
  }

  Phase deleting() {
    return passing(LifecycleState.DELETING, LifecycleState.DELETED);
  }

  /** A change that is over at once. */
  Phase settled(LifecycleState state) {
    return new Phase(state, state, now());
  }

  private Phase passing(LifecycleState passing, LifecycleState settled) {
    return new Phase(passing, settled, now().plus(delay));
  }
}
