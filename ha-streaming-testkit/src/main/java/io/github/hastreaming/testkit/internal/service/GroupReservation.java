package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A partition from a group's point of view. */
public record GroupReservation(
    String partition,
    @Nullable Long committedOffset,
    @Nullable String reservedInstance,
    @Nullable Instant timeReservedUntil) {}
