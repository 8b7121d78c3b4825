package io.github.hastreaming.event;

import io.github.hastreaming.internal.text.OneLine;
import java.time.Instant;

/**
 * The state store can be used again, and has what this process decided meanwhile unless others were
 * faster.
 *
 * @param store the store
 * @param at when
 */
public record StateStoreRecovered(String store, Instant at) {

  /** Makes the event, its texts as one line each. */
  public StateStoreRecovered {
    store = OneLine.of(store);
  }
}
