package io.github.hastreaming.resolver;

import io.github.hastreaming.testkit.OciStreamingEmulator;
import java.time.Duration;
import java.util.function.Supplier;

/** Pauses let the region's clock, and nobody else's, go on. */
final class RegionPauses implements Pauses {

  private final Supplier<OciStreamingEmulator> region;
  private long nanos;

  RegionPauses(Supplier<OciStreamingEmulator> region) {
    this.region = region;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public void pause(Duration duration) {
    region.get().advanceClock(duration);
    synchronized (this) {
      nanos += duration.toNanos();
    }
  }

  synchronized Duration passed() {
    return Duration.ofNanos(nanos);
  }
}
