package io.github.hastreaming.event;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;
import java.util.Set;

/**
 * The primary's probes succeeded: calls of the kinds that had failed are tried there, one at a
 * time.
 *
 * @param target the primary
 * @param kinds the kinds that are tried
 * @param callsOfEach how many calls of each kind must succeed in a row
 * @param at when
 */
public record FailbackTrialStarted(
    StreamTarget target, Set<CallKind> kinds, int callsOfEach, Instant at) {}
