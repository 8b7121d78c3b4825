package io.github.hastreaming.testkit.internal.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The region's time: a base clock plus what it was advanced by. Thread-safe. */
public final class AdjustableClock {
  private final Clock base;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  public AdjustableClock(Clock base) {
    this.base = base;
  }

  /** Milliseconds are all that the service's dates and cursors carry. */
  public Instant now() {
    return base.instant().plus(ahead.get()).truncatedTo(ChronoUnit.MILLIS);
  }

  public void advance(Duration duration) {
    ahead.accumulateAndGet(duration, Duration::plus);
  }
}
