package io.github.hastreaming.resolver;

import com.oracle.bmc.Region;
import io.github.hastreaming.internal.settings.Defaults;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Builds the resolver of {@link SecondaryResolver#provisioning()}. Not thread-safe. */
public final class ProvisioningBuilder {

  private static final int SHORTEST_RETENTION_HOURS = 24;

  @Nullable Region region;
  @Nullable String compartmentId;
  @Nullable String streamPoolId;
  @Nullable String name;
  @Nullable String adminEndpoint;
  OptionalInt partitions = OptionalInt.empty();
  OptionalInt retentionHours = OptionalInt.empty();
  boolean createIfMissing = true;
  boolean provisionAhead;
  Duration timeout = Defaults.PROVISIONING_TIMEOUT;
  Pauses pauses = Pauses.real();

  ProvisioningBuilder() {}

  /**
   * The region of the secondary stream. Required.
   *
   * @param secondaryRegion a region of the same realm
   * @return this builder
   */
  public ProvisioningBuilder region(Region secondaryRegion) {
    this.region = Objects.requireNonNull(secondaryRegion, "region");
    return this;
  }

  /**
   * The compartment whose default stream pool has the stream. Required unless {@link #streamPoolId}
   * is set.
   *
   * @param ocid the compartment's OCID
   * @return this builder
   */
  public ProvisioningBuilder compartmentId(String ocid) {
    this.compartmentId = notBlank(ocid, "compartmentId");
    return this;
  }

  /**
   * The stream pool that has the stream. Required unless {@link #compartmentId} is set.
   *
   * @param ocid the pool's OCID, in the secondary region
   * @return this builder
   */
  public ProvisioningBuilder streamPoolId(String ocid) {
    this.streamPoolId = notBlank(ocid, "streamPoolId");
    return this;
  }

  /**
   * The stream's name. Default: the primary's with {@code -secondary-} and the last 8 characters of
   * the primary's OCID, so that primaries of the same name have each a secondary; that can be known
   * only if a process that shares this one's state has seen the primary healthy, so set it where a
   * process may start for the first time during an outage.
   *
   * <p>A stream of a name that is set here is taken for this primary's, unless its free-form tag
   * {@code ha-streaming-primary} names another. One of the default name must carry the tag, or be
   * in the client's state.
   *
   * @param streamName the name
   * @return this builder
   */
  public ProvisioningBuilder name(String streamName) {
    this.name = notBlank(streamName, "name");
    return this;
  }

  /**
   * The stream's number of partitions. Default: the primary's, learned while it is healthy; 1 with
   * a warning if that never was.
   *
   * @param count at least 1, and not more than the primary has
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public ProvisioningBuilder partitions(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, was " + count);
    }
    this.partitions = OptionalInt.of(count);
    return this;
  }

  /**
   * How long the stream keeps messages. Default: as long as the primary, learned while it is
   * healthy; 168 hours with a warning if that never was.
   *
   * @param hours 24 to 168
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public ProvisioningBuilder retentionHours(int hours) {
    long longest = Defaults.LONGEST_RETENTION.toHours();
    if (hours < SHORTEST_RETENTION_HOURS || hours > longest) {
      throw new IllegalArgumentException(
          "retentionHours must be "
              + SHORTEST_RETENTION_HOURS
              + " to "
              + longest
              + ", was "
              + hours);
    }
    this.retentionHours = OptionalInt.of(hours);
    return this;
  }

  /**
   * Whether the stream is created if it does not exist. Default: true.
   *
   * @param create false to only find it
   * @return this builder
   */
  public ProvisioningBuilder createIfMissing(boolean create) {
    this.createIfMissing = create;
    return this;
  }

  /**
   * Has the stream created as soon as a client starts, rather than at the first failover. It costs
   * what a stream costs, and saves the time of its creation when it counts.
   *
   * @return this builder
   */
  public ProvisioningBuilder provisionAhead() {
    this.provisionAhead = true;
    return this;
  }

  /**
   * The longest time to find or create the stream, until it is active. Default: 2 min.
   *
   * @param longest more than zero
   * @return this builder
   * @throws IllegalArgumentException if it is not
   */
  public ProvisioningBuilder timeout(Duration longest) {
    if (longest.isNegative() || longest.isZero()) {
      throw new IllegalArgumentException("timeout must be more than zero, was " + longest);
    }
    this.timeout = longest;
    return this;
  }

  /**
   * The endpoint of the service's admin API in the secondary region. Default: the region's.
   *
   * @param endpoint an absolute URL, https unless its host is the loopback or allowed by name
   * @return this builder
   */
  public ProvisioningBuilder adminEndpoint(String endpoint) {
    this.adminEndpoint = notBlank(endpoint, "adminEndpoint");
    return this;
  }

  ProvisioningBuilder copy() {
    ProvisioningBuilder copy = new ProvisioningBuilder();
    copy.region = region;
    copy.compartmentId = compartmentId;
    copy.streamPoolId = streamPoolId;
    copy.name = name;
    copy.adminEndpoint = adminEndpoint;
    copy.partitions = partitions;
    copy.retentionHours = retentionHours;
    copy.createIfMissing = createIfMissing;
    copy.provisionAhead = provisionAhead;
    copy.timeout = timeout;
    copy.pauses = pauses;
    return copy;
  }

  /** For tests: the clock and the waits. */
  ProvisioningBuilder pauses(Pauses source) {
    this.pauses = source;
    return this;
  }

  /**
   * Builds the resolver.
   *
   * @return a resolver, thread-safe
   * @throws IllegalArgumentException if a required option is missing, or both the compartment and
   *     the stream pool are set
   */
  public SecondaryResolver build() {
    if (region == null) {
      throw new IllegalArgumentException("region is required: set it on the builder");
    }
    if ((compartmentId == null) == (streamPoolId == null)) {
      throw new IllegalArgumentException("set either compartmentId or streamPoolId, and not both");
    }
    return new ProvisioningResolver(this, region);
  }

  private static String notBlank(String value, String name) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }
}
