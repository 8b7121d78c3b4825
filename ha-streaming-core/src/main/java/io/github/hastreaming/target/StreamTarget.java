package io.github.hastreaming.target;

import io.github.hastreaming.internal.text.OneLine;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One stream in one region: region name, stream OCID and messages endpoint.
 *
 * <p>Immutable and compared by value.
 */
public final class StreamTarget {

  // ocid1.<type>.<realm>.[region][.future use].<unique id>, as Oracle documents resource
  // identifiers. Possessive, as a group that may give back overflows the stack on long values.
  private static final Pattern STREAM_OCID =
      Pattern.compile("ocid1\\.stream\\.[a-z0-9-]+\\.[a-z0-9-]*(?:\\.[A-Za-z0-9_-]+)++");
  private static final Pattern REGION = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*+");

  private final String region;
  private final String streamOcid;
  private final URI endpoint;
  private final OptionalInt partitions;

  private StreamTarget(Builder builder) {
    this.region = builder.region;
    this.streamOcid = builder.streamOcid;
    this.endpoint = builder.endpoint;
    this.partitions = builder.partitions;
  }

  /**
   * A target whose partition count is not known.
   *
   * @param region the region's identifier, such as {@code sa-saopaulo-1}
   * @param streamOcid the stream's OCID, {@code ocid1.stream...}
   * @param endpoint the stream's messages endpoint, an absolute {@code http} or {@code https} URL
   *     without a path; the console and the admin API show it for each stream
   * @return the target
   * @throws IllegalArgumentException if an argument is not of its form; the message names it
   */
  public static StreamTarget of(String region, String streamOcid, String endpoint) {
    return builder(region, streamOcid, endpoint).build();
  }

  /**
   * Starts a target with its three required parts; see {@link #of} for them.
   *
   * @param region the region's identifier
   * @param streamOcid the stream's OCID
   * @param endpoint the stream's messages endpoint
   * @return a builder
   * @throws IllegalArgumentException if an argument is not of its form; the message names it
   */
  public static Builder builder(String region, String streamOcid, String endpoint) {
    return new Builder(region, streamOcid, endpoint);
  }

  /**
   * The region's identifier.
   *
   * @return such as {@code sa-saopaulo-1}
   */
  public String region() {
    return region;
  }

  /**
   * The stream's OCID.
   *
   * @return the OCID
   */
  public String streamOcid() {
    return streamOcid;
  }

  /**
   * The messages endpoint, without a trailing slash.
   *
   * @return an absolute URL
   */
  public String endpoint() {
    return endpoint.toString();
  }

  /**
   * The endpoint's host name, for messages and logs.
   *
   * @return the host, without a port
   */
  public String host() {
    return endpoint.getHost();
  }

  /**
   * The stream's partition count, where it is known.
   *
   * @return the count, at least 1, or empty
   */
  public OptionalInt partitions() {
    return partitions;
  }

  /**
   * The same stream behind another endpoint.
   *
   * @param newEndpoint the messages endpoint
   * @return a new target
   * @throws IllegalArgumentException if the endpoint is not of its form
   */
  public StreamTarget withEndpoint(String newEndpoint) {
    Builder copy = new Builder(region, streamOcid, newEndpoint);
    copy.partitions = partitions;
    return copy.build();
  }

  URI endpointUri() {
    return endpoint;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StreamTarget that
        && region.equals(that.region)
        && streamOcid.equals(that.streamOcid)
        && endpoint.equals(that.endpoint)
        && partitions.equals(that.partitions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(region, streamOcid, endpoint, partitions);
  }

  @Override
  public String toString() {
    return region + " (" + endpoint + ", " + streamOcid + ")";
  }

  /** Builds a {@link StreamTarget}. Not thread-safe. */
  public static final class Builder {

    private final String region;
    private final String streamOcid;
    private final URI endpoint;
    private OptionalInt partitions = OptionalInt.empty();

    private Builder(String region, String streamOcid, String endpoint) {
      this.region = matching(REGION, region, "region", "a region identifier such as sa-saopaulo-1");
      this.streamOcid =
          matching(
              STREAM_OCID, streamOcid, "streamOcid", "a stream's OCID, ocid1.stream.<realm>...");
      this.endpoint = parseEndpoint(endpoint);
    }

    /**
     * Sets the stream's partition count.
     *
     * @param count the number of partitions, at least 1
     * @return this builder
     * @throws IllegalArgumentException if the count is below 1
     */
    public Builder partitions(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("partitions must be at least 1, was " + count);
      }
      this.partitions = OptionalInt.of(count);
      return this;
    }

    /**
     * Builds the target.
     *
     * @return an immutable target
     */
    public StreamTarget build() {
      return new StreamTarget(this);
    }

    private static String matching(Pattern form, String value, String name, String expected) {
      Objects.requireNonNull(value, name);
      if (!form.matcher(value).matches()) {
        throw new IllegalArgumentException(
            name + " must be " + expected + ", was \"" + OneLine.of(value) + "\"");
      }
      return value;
    }

    private static URI parseEndpoint(String value) {
      Objects.requireNonNull(value, "endpoint");
      String expected = "an absolute http or https URL with a host and no path";
      if (value.contains("@")) { // Not quoted: what is before it may be a password.
        throw new IllegalArgumentException(
            "endpoint must be " + expected + ", and must not carry a user or password");
      }
      URI uri;
      try {
        uri = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException( // Without its cause, which quotes the value.
            "endpoint must be " + expected + ", was not a URL: " + e.getReason());
      }
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean plain =
          (uri.getRawPath() == null || uri.getRawPath().isEmpty())
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      boolean http = scheme.equals("http") || scheme.equals("https");
      if (!http || uri.getHost() == null || !plain || uri.getPort() > 65_535) {
        throw new IllegalArgumentException(
            "endpoint must be " + expected + ", was \"" + OneLine.of(value) + "\"");
      }
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      return URI.create(scheme + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    }
  }
}
