package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * A secondary was not switched to, because it cannot serve.
 *
 * @param target the secondary
 * @param reason what it answered
 * @param at when
 */
public record SecondaryRefused(StreamTarget target, String reason, Instant at) {

  /** Makes the event, its texts as one line each. */
  public SecondaryRefused {
    reason = OneLine.of(reason);
  }
}
