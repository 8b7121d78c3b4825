package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * A commit could not reach a stream; it is carried in the cursor and made up when it can be.
 *
 * @param target the stream
 * @param group the consumer group
 * @param reason why
 * @param at when
 */
public record CommitDeferred(StreamTarget target, String group, String reason, Instant at) {

  /** Makes the event, its texts as one line each. */
  public CommitDeferred {
    group = OneLine.of(group);
    reason = OneLine.of(reason);
  }
}
