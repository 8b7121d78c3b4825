package io.github.hastreaming.target;

import java.time.Duration;

/**
 * The timeouts of one client of one region.
 *
 * @param connect the longest wait for a connection
 * @param read the longest wait for the answer's next bytes
 */
public record StreamTimeouts(Duration connect, Duration read) {}
