package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * A consumer goes on in another region while this one may hold messages it has not read; they are
 * delivered if the region comes back within the stream's retention.
 *
 * @param target the stream that cannot be read
 * @param reason why
 * @param at when
 */
public record MessagesUnreachable(StreamTarget target, String reason, Instant at) {

  /** Makes the event, its texts as one line each. */
  public MessagesUnreachable {
    reason = OneLine.of(reason);
  }
}
