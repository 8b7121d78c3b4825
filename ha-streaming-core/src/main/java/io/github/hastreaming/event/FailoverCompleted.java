package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;

/**
 * The secondary is active now.
 *
 * @param from the stream that was active
 * @param to the stream that is active now
 * @param epoch the number that this switch had when it was made; no other switch of this process
 *     has it, unless the state store was away
 * @param reason why
 * @param duration from the decision to the switch
 * @param at when
 */
public record FailoverCompleted(
    StreamTarget from, StreamTarget to, long epoch, String reason, Duration duration, Instant at) {

  /** Makes the event, its texts as one line each. */
  public FailoverCompleted {
    reason = OneLine.of(reason);
  }
}
