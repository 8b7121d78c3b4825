package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * The client begins to switch from the primary to the secondary; its calls are handed over already.
 *
 * @param from the stream that failed
 * @param reason why
 * @param at when
 */
public record FailoverStarted(StreamTarget from, String reason, Instant at) {

  /** Makes the event, its texts as one line each. */
  public FailoverStarted {
    reason = OneLine.of(reason);
  }
}
