package io.github.hastreaming.event;

import io.github.hastreaming.failover.Fitness;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * What is known of a secondary changed; it is looked at each time it is resolved.
 *
 * @param target the secondary
 * @param fitness what it is taken for now
 * @param reason why, for people; empty if it is fit
 * @param at when
 */
public record SecondaryFitnessChanged(
    StreamTarget target, Fitness fitness, String reason, Instant at) {}
