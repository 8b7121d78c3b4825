package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;

/** A position in one partition. */
public record PartitionCursor(
    String streamId, String partition, Position position, Instant expiration) implements Cursor {}
