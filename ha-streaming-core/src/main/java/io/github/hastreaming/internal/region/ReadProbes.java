package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.time.Repeating;
import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes an open read breaker by a probe that succeeds, asked for after each open time. The claim
 * keeps it to one probe at a time, however often the breaker opened and closed. Thread-safe.
 */
final class ReadProbes {

  private final CallGuard reads;
  private final Supplier<ProbeResult> probe;
  private final Duration openTime;
  private final TimeSource time;
  private @Nullable Repeating running; // Guarded by this.
  private boolean closed; // Guarded by this.

  ReadProbes(CallGuard reads, Supplier<ProbeResult> probe, Duration openTime, TimeSource time) {
    this.reads = reads;
    this.probe = probe;
    this.openTime = openTime;
    this.time = time;
  }

  /** The breaker opened. */
  synchronized void begin() {
    end();
    if (!closed) {
      running = Repeating.begin("Probing for reads", time, openTime, openTime, this::turn);
    }
  }

  synchronized void close() {
    closed = true;
    end();
  }

  private synchronized void end() {
    if (running != null) {
      running.cancel();
      running = null;
    }
  }

  private Duration turn() {
    if (!reads.isOpen()) {
      end();
    } else if (reads.claimProbe()) {
      ProbeResult result = ProbeResult.NOT_MADE;
      try {
        result = probe.get();
      } finally {
        reads.probeEnded(result);
      }
    }
    return openTime;
  }
}
