package io.github.hastreaming.event;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * A region's breaker for one kind of calls opened.
 *
 * @param target the region's stream
 * @param kind the kind of calls it no longer serves
 * @param reason what it did, in a few words
 * @param at when
 */
public record RegionFailed(StreamTarget target, CallKind kind, String reason, Instant at) {

  /** Makes the event, its texts as one line each. */
  public RegionFailed {
    reason = OneLine.of(reason);
  }
}
