package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;

/**
 * The primary is active again.
 *
 * @param from the secondary that was active
 * @param to the primary
 * @param epoch the number that this switch had when it was made; no other switch of this process
 *     has it, unless the state store was away
 * @param reason why
 * @param away for how long the secondary was active: since this process saw the switch, or since
 *     the time that is stored with it if that was before
 * @param at when
 */
public record FailbackCompleted(
    StreamTarget from, StreamTarget to, long epoch, String reason, Duration away, Instant at) {

  /** Makes the event, its texts as one line each. */
  public FailbackCompleted {
    reason = OneLine.of(reason);
  }
}
