package io.github.hastreaming.resolver;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose a stream is that was found by its name. Names prove nothing: two pairs whose primaries are
 * named alike would share one secondary, and each one's consumers get the other's messages.
 *
 * @param primaryOcid this pair's primary
 * @param knownOcids the streams that belong to this pair for sure
 * @param untaggedIsOurs whether a stream without the tag is ours as well
 */
record Ownership(String primaryOcid, Set<String> knownOcids, boolean untaggedIsOurs) {

  /** The free-form tag whose value is the OCID of the primary. */
  static final String TAG = "ha-streaming-primary";

  /** Best first. */
  enum Owner {
    THIS_PRIMARY,
    UNKNOWN,
    ANOTHER_PRIMARY
  }

  static Ownership of(ProvisioningBuilder options, ResolverContext context) {
    return new Ownership(
        context.primary().streamOcid(), context.knownOcids(), options.name != null);
  }

  /** An empty value says as little as no tag. */
  static Optional<String> tagIn(@Nullable Map<String, String> freeformTags) {
    return freeformTags == null
        ? Optional.empty()
        : Optional.ofNullable(freeformTags.get(TAG)).filter(value -> !value.isBlank());
  }

  Map<String, String> tags() {
    return Map.of(TAG, primaryOcid);
  }

  Owner of(FoundStream stream) {
    if (stream.primaryTag().isPresent()) {
      return stream.primaryTag().get().equals(primaryOcid)
          ? Owner.THIS_PRIMARY
          : Owner.ANOTHER_PRIMARY;
    }
    return untaggedIsOurs || knownOcids.contains(stream.ocid())
        ? Owner.THIS_PRIMARY
        : Owner.UNKNOWN;
  }

  /**
   * The same stream if it is ours.
   *
   * @throws ProvisioningException if not; it says what to do
   */
  FoundStream requireOurs(String name, FoundStream stream) {
    return switch (of(stream)) {
      case THIS_PRIMARY -> stream;
      case UNKNOWN -> throw ownerUnknown(name, stream);
      case ANOTHER_PRIMARY -> throw ownedByAnother(name, stream);
    };
  }

  private ProvisioningException ownedByAnother(String name, FoundStream stream) {
    return new ProvisioningException(
            ProvisioningException.Kind.OWNED_BY_ANOTHER_PRIMARY,
            "the stream "
                + name
                + " ("
                + stream.ocid()
                + ") is the secondary of another primary: its tag "
                + TAG
                + " is "
                + stream.primaryTag().orElse("")
                + ". Set another name(...) on the provisioning resolver; or, if that primary is"
                + " gone, delete the stream or set the tag to "
                + primaryOcid,
            null)
        .about(stream);
  }

  private ProvisioningException ownerUnknown(String name, FoundStream stream) {
    return new ProvisioningException(
            ProvisioningException.Kind.OWNER_UNKNOWN,
            "the stream "
                + name
                + " ("
                + stream.ocid()
                + ") may be another primary's: it has no tag "
                + TAG
                + " and is not known to the state. If it is this primary's, add the tag with the"
                + " value "
                + primaryOcid
                + ", or set name(\""
                + name
                + "\") on the provisioning resolver; if not, delete it or set another name(...)",
            null)
        .about(stream);
  }

  /** The same where a tag cannot be had: then its absence says nothing against a stream. */
  Ownership withoutTags() {
    return new Ownership(primaryOcid, knownOcids, true);
  }

  /** Ours before others, and of those the ones that were not refused. */
  Comparator<FoundStream> bestFirst(Set<String> refusedOcids) {
    return Comparator.<FoundStream, Owner>comparing(this::of)
        .thenComparing(stream -> refusedOcids.contains(stream.ocid()))
        .thenComparing(FoundStream.BEST_FIRST);
  }
}
