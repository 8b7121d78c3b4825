package io.github.hastreaming.event;

import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * A pin ended; the client decides for itself again.
 *
 * @param target the stream it was pinned to
 * @param expired whether its time was over; otherwise it was ended or replaced by hand
 * @param at when
 */
public record PinEnded(StreamTarget target, boolean expired, Instant at) {}
