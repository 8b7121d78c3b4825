package io.github.hastreaming.event;

import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * A secondary was not switched to, because it cannot serve.
 *
 * @param target the secondary
 * @param reason what it answered
 * @param at when
 */
public record SecondaryRefused(StreamTarget target, String reason, Instant at) {}
