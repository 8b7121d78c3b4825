package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.service.StoredStream;
import io.github.hastreaming.testkit.internal.service.StreamDefinition;

/** A stream of a region at the moment of the call that returned this. Immutable. */
public final class StreamDescription {
  private final String ocid;
  private final StreamDefinition definition;
  private final String lifecycleState;

  StreamDescription(StoredStream stream) {
    this.ocid = stream.ocid();
    this.definition = stream.definition();
    this.lifecycleState = stream.resource().state().name();
  }

  public String ocid() {
    return ocid;
  }

  public String name() {
    return definition.name();
  }

  public int partitions() {
    return definition.partitions();
  }

  public int retentionInHours() {
    return definition.retentionInHours();
  }

  public String compartmentId() {
    return definition.compartmentId();
  }

  public String streamPoolId() {
    return definition.streamPoolId();
  }

  /** As on the wire: {@code CREATING}, {@code ACTIVE}, ... */
  public String lifecycleState() {
    return lifecycleState;
  }

  @Override
  public String toString() {
    return name() + " " + ocid + " " + lifecycleState;
  }
}
