package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * A commit cannot be made any more; the messages it covered are delivered again.
 *
 * @param target the stream
 * @param group the consumer group
 * @param reason why
 * @param at when
 */
public record CommitDropped(StreamTarget target, String group, String reason, Instant at) {

  /** Makes the event, its texts as one line each. */
  public CommitDropped {
    group = OneLine.of(group);
    reason = OneLine.of(reason);
  }
}
