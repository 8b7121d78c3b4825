package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;
import java.util.Optional;

/**
 * What another process, or an earlier run of this one, left in the state store is in force here.
 *
 * @param from the stream that was active
 * @param to the stream that is active now; the same if only the known streams changed
 * @param secondary the secondary that is known now
 * @param epoch the number of the change
 * @param since when the active stream last changed, by the clock of who changed it
 * @param reason why the active stream last changed
 * @param changedBy who made the change
 * @param at when it was adopted
 */
public record StateAdopted(
    StreamTarget from,
    StreamTarget to,
    Optional<StreamTarget> secondary,
    long epoch,
    Instant since,
    String reason,
    String changedBy,
    Instant at) {

  /** Makes the event, its texts as one line each. */
  public StateAdopted {
    reason = OneLine.of(reason);
    changedBy = OneLine.of(changedBy);
  }
}
