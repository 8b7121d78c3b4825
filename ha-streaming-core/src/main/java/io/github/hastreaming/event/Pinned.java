package io.github.hastreaming.event;

import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * The client is pinned to a stream, here or by another process.
 *
 * @param target the stream
 * @param until when the pin ends
 * @param isNew false if the pin was in force before this client was built
 * @param at when
 */
public record Pinned(StreamTarget target, Instant until, boolean isNew, Instant at) {}
