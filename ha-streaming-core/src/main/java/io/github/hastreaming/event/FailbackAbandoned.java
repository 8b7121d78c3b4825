package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;

/**
 * A trial ended without a switch; the call that failed was handed over.
 *
 * @param target the primary
 * @param reason what failed
 * @param holdDown for how long the primary is left alone now; zero if it is only probed on
 * @param at when
 */
public record FailbackAbandoned(StreamTarget target, String reason, Duration holdDown, Instant at) {

  /** Makes the event, its texts as one line each. */
  public FailbackAbandoned {
    reason = OneLine.of(reason);
  }
}
