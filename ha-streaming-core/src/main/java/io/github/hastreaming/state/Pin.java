package io.github.hastreaming.state;

import io.github.hastreaming.internal.text.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The pair prefers one stream for a while, whatever happens to it.
 *
 * @param streamOcid the stream
 * @param until when the pin ends, by the clock of the process that made it
 * @param duration how long it was made for; processes that see it made measure this, since their
 *     clocks may differ
 */
public record Pin(String streamOcid, Instant until, Duration duration) {

  /** Checks that nothing is null; the OCID, which may come from a store, is made one line. */
  public Pin {
    Objects.requireNonNull(duration, "duration");
    streamOcid = OneLine.of(Objects.requireNonNull(streamOcid, "streamOcid"));
    Objects.requireNonNull(until, "until");
  }
}
