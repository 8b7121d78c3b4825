package io.github.hastreaming.internal.region;

import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.target.StreamTimeouts;
import java.time.Duration;
import java.util.function.Function;

/**
 * The client of a region's sweeps. Its read timeout is the probes', and doubles up to the calls'
 * where the region's reads usually take longer: a slow region has messages, too. The SDK's timeouts
 * are a client's, so another one means another client.
 */
final class SweepClients {

  /** A read may take this many times as long as usual. */
  private static final int TIMES_USUAL = 2;

  private final AnswerTimes reads = new AnswerTimes();
  private final StreamTimeouts shortest;
  private final StreamTimeouts longest;
  private final DelegateHolder holder;
  private volatile StreamTimeouts timeouts;

  SweepClients(Function<StreamTimeouts, Stream> factory, Settings settings) {
    this.shortest = settings.probes();
    this.longest = settings.calls();
    this.timeouts = shortest;
    this.holder = new DelegateHolder(() -> factory.apply(timeouts));
  }

  DelegateHolder holder() {
    return holder;
  }

  /** How long a read of this region took, here or in a call. */
  void readTook(long nanos) {
    reads.add(nanos);
  }

  /** The client, to be released; with another timeout than the last where that does not fit. */
  Delegate acquire() {
    StreamTimeouts fitting = fitting();
    if (!fitting.read().equals(timeouts.read())) {
      timeouts = fitting;
      holder.replace();
    }
    return holder.acquire();
  }

  private StreamTimeouts fitting() {
    Duration needed = Duration.ofNanos(TIMES_USUAL * reads.usual());
    Duration read = shortest.read();
    while (read.compareTo(needed) < 0 && read.compareTo(longest.read()) < 0) {
      read = read.multipliedBy(2);
    }
    if (read.compareTo(longest.read()) >= 0) {
      return longest;
    }
    return new StreamTimeouts(shortest.connect(), read);
  }
}
