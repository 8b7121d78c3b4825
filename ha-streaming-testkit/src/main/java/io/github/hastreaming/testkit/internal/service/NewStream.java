package io.github.hastreaming.testkit.internal.service;

import org.jspecify.annotations.Nullable;

/** A stream as somebody asks for it: in a compartment's default pool, or in a pool. */
public record NewStream(
    String name,
    int partitions,
    int retentionInHours,
    @Nullable String compartmentId,
    @Nullable String streamPoolId,
    Tags tags) {}
