package io.github.hastreaming.internal.failover;

import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.state.Decisions;
import io.github.hastreaming.internal.state.StateKeeper;
import io.github.hastreaming.internal.time.TimeSource;

/**
 * What everybody who works at switches of a pair needs.
 *
 * @param keeper the state in force
 * @param decisions where it is decided
 * @param next the states that decisions lead to
 * @param regions the pair's regions
 * @param events tells what happens
 * @param time the clock
 */
public record PairParts(
    StateKeeper keeper,
    Decisions decisions,
    NextState next,
    Regions regions,
    Events events,
    TimeSource time) {}
