package io.github.hastreaming.testkit.internal.service;

/**
 * How a region behaves where users may choose.
 *
 * @param seed decides the partitions of messages without a key, and the gaps between offsets
 * @param sparseOffsets whether offsets have gaps
 * @param partitionLimit how many partitions all streams together may have
 */
public record RegionSettings(String region, long seed, boolean sparseOffsets, int partitionLimit) {}
