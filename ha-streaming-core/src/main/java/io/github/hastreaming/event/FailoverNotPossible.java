package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * The primary fails and there is no secondary to switch to.
 *
 * @param from the stream that fails
 * @param reason what the resolver answered, or why its answer was refused
 * @param at when
 */
public record FailoverNotPossible(StreamTarget from, String reason, Instant at) {

  /** Makes the event, its texts as one line each. */
  public FailoverNotPossible {
    reason = OneLine.of(reason);
  }
}
