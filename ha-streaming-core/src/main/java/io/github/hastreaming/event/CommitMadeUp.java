package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * A deferred commit was made.
 *
 * @param target the stream
 * @param group the consumer group
 * @param at when
 */
public record CommitMadeUp(StreamTarget target, String group, Instant at) {

  /** Makes the event, its texts as one line each. */
  public CommitMadeUp {
    group = OneLine.of(group);
  }
}
