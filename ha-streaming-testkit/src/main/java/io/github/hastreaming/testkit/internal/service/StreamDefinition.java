package io.github.hastreaming.testkit.internal.service;

/** What a stream is. */
public record StreamDefinition(
    String name, int partitions, int retentionInHours, String compartmentId, String streamPoolId) {

  StreamDefinition movedTo(StreamPool pool) {
    return new StreamDefinition(
        name, partitions, retentionInHours, pool.compartmentId(), pool.resource().ocid());
  }
}
