package io.github.hastreaming.state;

import java.time.Instant;
import java.util.Objects;

/**
 * The pair prefers one stream for a while, whatever happens to it.
 *
 * @param streamOcid the stream
 * @param until when the pin ends, by the clock of the process that made it
 */
public record Pin(String streamOcid, Instant until) {

  /** Checks that nothing is null. */
  public Pin {
    Objects.requireNonNull(streamOcid, "streamOcid");
    Objects.requireNonNull(until, "until");
  }
}
