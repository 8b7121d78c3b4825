package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.service.StoredStream;
import io.github.hastreaming.testkit.internal.service.StreamDefinition;
import java.util.Map;

/** A stream of a region at the moment of the call that returned this. Immutable. */
public final class StreamDescription {
  private final String ocid;
  private final StreamDefinition definition;
  private final String lifecycleState;
  private final Map<String, String> freeformTags;

  StreamDescription(StoredStream stream) {
    this.ocid = stream.ocid();
    this.definition = stream.definition();
    this.lifecycleState = stream.resource().state().name();
    this.freeformTags = Map.copyOf(stream.resource().tags().freeform());
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

  /** What clients told with createStream or updateStream. */
  public Map<String, String> freeformTags() {
    return freeformTags;
  }

  @Override
  public String toString() {
    return name() + " " + ocid + " " + lifecycleState;
  }
}
