package io.github.hastreaming.testkit.internal.service;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** One stream and what can be done with its messages. */
public final class StoredStream {
  private final String ocid;
  private final StreamDefinition definition;
  private final Partitions partitions;
  private final StreamWriter writer;
  private final StreamReader reader;

  StoredStream(
      String ocid,
      StreamDefinition definition,
      AdjustableClock clock,
      Random random,
      boolean sparseOffsets) {
    this.ocid = ocid;
    this.definition = definition;
    this.partitions =
        new Partitions(
            definition.partitions(), clock, Duration.ofHours(definition.retentionInHours()));
    this.writer = new StreamWriter(partitions, clock, random, sparseOffsets);
    this.reader = new StreamReader(ocid, partitions, new CursorLifetime(clock));
  }

  public String ocid() {
    return ocid;
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

  /** The names of the partitions. */
  public List<String> partitions() {
    return partitions.names();
  }

  /** Everything that is retained, partition by partition. */
  public List<Message> messages() {
    return partitions.messages();
  }
}
