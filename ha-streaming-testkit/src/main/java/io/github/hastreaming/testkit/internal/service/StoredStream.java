package io.github.hastreaming.testkit.internal.service;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** One stream and what can be done with its messages. */
public final class StoredStream {
  private final Resource resource;
  private final Partitions partitions;
  private final StreamWriter writer;
  private final StreamReader reader;
  private final ConsumerGroups groups;
  private volatile StreamDefinition definition;

  StoredStream(
      Resource resource,
      StreamDefinition definition,
      AdjustableClock clock,
      Random random,
      boolean sparseOffsets) {
    String ocid = resource.ocid();
    Duration retention = Duration.ofHours(definition.retentionInHours());
    CursorLifetime cursors = new CursorLifetime(clock);
    this.resource = resource;
    this.definition = definition;
    this.partitions = new Partitions(definition.partitions(), clock, retention);
    this.writer = new StreamWriter(partitions, clock, random, sparseOffsets);
    this.reader = new StreamReader(ocid, partitions, cursors);
    this.groups = new ConsumerGroups(ocid, partitions, clock, cursors, retention);
  }

  public String ocid() {
    return resource.ocid();
  }

  public Resource resource() {
    return resource;
  }

  public StreamDefinition definition() {
    return definition;
  }

  public StreamWriter writer() {
    return writer;
  }

  public StreamReader reader() {
    return reader;
  }

  public ConsumerGroups groups() {
    return groups;
  }

  /** The names of the partitions. */
  public List<String> partitions() {
    return partitions.names();
  }

  /** Everything that is retained, partition by partition. */
  public List<Message> messages() {
    return partitions.messages();
  }

  void moveTo(StreamPool pool) {
    definition = definition.movedTo(pool);
  }

  void clear() {
    partitions.clear();
  }
}
