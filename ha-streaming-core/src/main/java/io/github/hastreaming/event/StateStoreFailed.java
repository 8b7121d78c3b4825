package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import java.time.Instant;

/**
 * The state store cannot be used. The client works on: its decisions are provisional until the
 * store is back.
 *
 * @param store the store
 * @param reason what it did, or why its state is refused
 * @param at when
 */
public record StateStoreFailed(String store, String reason, Instant at) {

  /** Makes the event, its texts as one line each. */
  public StateStoreFailed {
    store = OneLine.of(store);
    reason = OneLine.of(reason);
  }
}
