package io.github.hastreaming.testkit.internal.service;

/** What a stream is created with. */
public record StreamDefinition(
    String name, int partitions, int retentionInHours, String compartmentId, String streamPoolId) {}
