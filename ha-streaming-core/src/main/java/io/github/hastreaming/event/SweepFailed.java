package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * A stream besides the preferred one was asked for messages and did not answer. Reported at most
 * once a minute for each stream.
 *
 * @param target the stream
 * @param reason what it answered
 * @param at when
 */
public record SweepFailed(StreamTarget target, String reason, Instant at) {

  /** Makes the event, its texts as one line each. */
  public SweepFailed {
    reason = OneLine.of(reason);
  }
}
