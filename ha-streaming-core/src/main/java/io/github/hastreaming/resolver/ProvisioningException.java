package io.github.hastreaming.resolver;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The secondary stream cannot be found or created; the message says what to do. */
public final class ProvisioningException extends SecondaryResolutionException {

  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Kind {
    /** The credentials may not list, read or create streams. */
    POLICY_MISSING,
    /** The tenancy's limit or quota of partitions is used up in the region. */
    LIMIT_EXCEEDED,
    /** A stream of the name exists with another number of partitions. */
    NAME_TAKEN,
    /** The stream would have more partitions than the primary, of which consumers never read. */
    TOO_MANY_PARTITIONS,
    /** The stream of the name carries the tag of another primary, whose secondary it is. */
    OWNED_BY_ANOTHER_PRIMARY,
    /** Nothing tells whose secondary the stream of the name is. */
    OWNER_UNKNOWN,
    /** The stream is in the state FAILED. */
    STREAM_FAILED,
    /** No name was set and the primary's, which it is made from, was never learned. */
    NAME_UNKNOWN,
    /** The stream's endpoint is not trusted. */
    ENDPOINT_REFUSED,
    /** The stream was not ready, or the region did not answer, in time. */
    TIMED_OUT,
    /** The region refused the request for another reason. */
    REFUSED
  }

  private final Kind kind;
  private final @Nullable String streamOcid;

  /**
   * Makes the exception.
   *
   * @param kind what stands in the way
   * @param message what happened and what to do
   * @param cause the underlying failure, or null
   */
  public ProvisioningException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, cause, null);
  }

  private ProvisioningException(
      Kind kind, @Nullable String message, @Nullable Throwable cause, @Nullable String streamOcid) {
    super(String.valueOf(message), cause);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.streamOcid = streamOcid;
  }

  ProvisioningException about(FoundStream stream) {
    return new ProvisioningException(kind, getMessage(), getCause(), stream.ocid());
  }

  /**
   * What stands in the way.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * The stream that stands in the way.
   *
   * @return its OCID, or empty if it is not about one that exists
   */
  public Optional<String> streamOcid() {
    return Optional.ofNullable(streamOcid);
  }
}
