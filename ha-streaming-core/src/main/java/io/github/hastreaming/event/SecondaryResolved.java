package io.github.hastreaming.event;

import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * The resolver named a secondary that was not known before.
 *
 * @param target the secondary
 * @param at when
 */
public record SecondaryResolved(StreamTarget target, Instant at) {}
