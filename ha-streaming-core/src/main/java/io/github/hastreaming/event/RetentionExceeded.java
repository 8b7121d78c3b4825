package io.github.hastreaming.event;

import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;

/**
 * A consumer's position is older than what the stream still holds; it goes on at the oldest
 * message.
 *
 * @param target the stream
 * @param partition the partition, or the empty string where the service does not say
 * @param skippedAtMost how many offsets were skipped, or -1 if that cannot be known
 * @param at when
 */
public record RetentionExceeded(
    StreamTarget target, String partition, long skippedAtMost, Instant at) {}
