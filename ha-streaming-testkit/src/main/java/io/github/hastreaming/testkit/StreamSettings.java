package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.service.NewStream;
import io.github.hastreaming.testkit.internal.service.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a stream is created with, see {@link OciStreamingEmulator#createStream(StreamSettings)}. */
public final class StreamSettings {
  private final NewStream newStream;

  private StreamSettings(Builder builder) {
    this.newStream =
        new NewStream(
            builder.name,
            builder.partitions,
            builder.retentionInHours,
            builder.compartmentId,
            builder.streamPoolId,
            new Tags(Map.copyOf(builder.freeformTags), Map.of()));
  }

  /** A stream of one partition that keeps its messages for 24 hours, in the default pool. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  NewStream newStream() {
    return newStream;
  }

  /** Not thread-safe. */
  public static final class Builder {
    private static final int SHORTEST_RETENTION = 24;
    private static final int LONGEST_RETENTION = 168;

    private final String name;
    private int partitions = 1;
    private int retentionInHours = SHORTEST_RETENTION;
    private @Nullable String compartmentId = TestCredentials.tenancyId();
    private @Nullable String streamPoolId;
    private final Map<String, String> freeformTags = new HashMap<>();

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /** Default: 1. */
    public Builder partitions(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("partitions must be at least 1 but was " + count);
      }
      partitions = count;
      return this;
    }

    /** How long messages are kept, by the region's clock: 24 to 168 hours. Default: 24. */
    public Builder retentionInHours(int hours) {
      if (hours < SHORTEST_RETENTION || hours > LONGEST_RETENTION) {
        throw new IllegalArgumentException("retention must be 24 to 168 hours but was " + hours);
      }
      retentionInHours = hours;
      return this;
    }

    /**
     * Puts the stream into the compartment's default pool. Default: {@link
     * TestCredentials#tenancyId}.
     */
    public Builder compartmentId(String ocid) {
      compartmentId = Objects.requireNonNull(ocid, "compartmentId");
      streamPoolId = null;
      return this;
    }

    /** Puts the stream into a pool, which tells its compartment too. */
    public Builder streamPoolId(String ocid) {
      streamPoolId = Objects.requireNonNull(ocid, "streamPoolId");
      compartmentId = null;
      return this;
    }

    /** Adds a free-form tag. Default: none. */
    public Builder freeformTag(String key, String value) {
      freeformTags.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
      return this;
    }

    public StreamSettings build() {
      return new StreamSettings(this);
    }
  }
}
