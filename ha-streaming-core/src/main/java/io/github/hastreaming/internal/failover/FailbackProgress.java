package io.github.hastreaming.internal.failover;

import io.github.hastreaming.failover.FailbackPhase;

/**
 * How far the way back to the primary is.
 *
 * @param phase what it waits for
 * @param details the same for people; empty while the primary is active
 */
public record FailbackProgress(FailbackPhase phase, String details) {}
