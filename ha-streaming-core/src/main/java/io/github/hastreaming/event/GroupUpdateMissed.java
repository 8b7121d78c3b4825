package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * An {@code updateGroup} did not reach a stream: there the group keeps its position.
 *
 * @param target the stream
 * @param group the consumer group
 * @param reason why
 * @param at when
 */
public record GroupUpdateMissed(StreamTarget target, String group, String reason, Instant at) {

  /** Makes the event, its texts as one line each. */
  public GroupUpdateMissed {
    group = OneLine.of(group);
    reason = OneLine.of(reason);
  }
}
