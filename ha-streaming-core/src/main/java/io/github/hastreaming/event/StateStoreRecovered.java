package io.github.hastreaming.event;

import java.time.Instant;

/**
 * The state store can be used again, and has what this process decided meanwhile unless others were
 * faster.
 *
 * @param store the store
 * @param at when
 */
public record StateStoreRecovered(String store, Instant at) {}
