package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * The primary's probe gives another result than before; the first after a hold-down always counts.
 *
 * @param target the primary
 * @param successful whether it answered as a healthy stream does
 * @param reason what it did, or the empty string
 * @param at when
 */
public record ProbeResultChanged(
    StreamTarget target, boolean successful, String reason, Instant at) {

  /** Makes the event, its texts as one line each. */
  public ProbeResultChanged {
    reason = OneLine.of(reason);
  }
}
