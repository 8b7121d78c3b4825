package io.github.hastreaming.resolver;

import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two settings that name a secondary, wherever they were read, made into a target. */
final class SecondarySettings {

  static final String OCID = "SECONDARY_STREAM_OCID";
  static final String ENDPOINT = "SECONDARY_STREAM_ENDPOINT";

  private SecondarySettings() {}

  /**
   * Makes the target.
   *
   * @param source where the settings stand, for messages
   */
  static List<StreamTarget> toTargets(
      String source,
      String ocidKey,
      @Nullable String ocid,
      String endpointKey,
      @Nullable String endpoint,
      ResolverContext context) {
    String trimmedOcid = trimmed(ocid);
    String trimmedEndpoint = trimmed(endpoint);
    if (trimmedOcid.isEmpty() && trimmedEndpoint.isEmpty()) {
      return List.of();
    }
    if (trimmedOcid.isEmpty() || trimmedEndpoint.isEmpty()) {
      throw new SecondaryResolutionException(
          source
              + " sets "
              + (trimmedOcid.isEmpty() ? endpointKey : ocidKey)
              + " but not "
              + (trimmedOcid.isEmpty() ? ocidKey : endpointKey)
              + ": set both, or neither",
          null);
    }
    return List.of(toTarget(source, ocidKey, trimmedOcid, endpointKey, trimmedEndpoint, context));
  }

  private static String trimmed(@Nullable String value) {
    return value == null ? "" : value.trim();
  }

  private static StreamTarget toTarget(
      String source,
      String ocidKey,
      String ocid,
      String endpointKey,
      String endpoint,
      ResolverContext context) {
    StreamTarget target;
    try {
      target = StreamTarget.of(regionOf(ocid, endpoint), ocid, endpoint);
    } catch (IllegalArgumentException e) {
      boolean ocidIsAtFault = String.valueOf(e.getMessage()).startsWith("streamOcid");
      String key = ocidIsAtFault ? ocidKey : endpointKey;
      throw new SecondaryResolutionException(source + ", " + key + ": " + e.getMessage(), e);
    }
    try {
      return context.endpointPolicy().requireTrusted(target);
    } catch (IllegalArgumentException e) {
      throw new SecondaryResolutionException(
          source + ", " + endpointKey + ": " + e.getMessage(), e);
    }
  }

  private static String regionOf(String ocid, String endpoint) {
    String region = EndpointPolicy.regionOf(endpoint);
    if (!region.isEmpty()) {
      return region;
    }
    // ocid1.stream.<realm>.[region].<unique id>; the region may be empty.
    String[] parts = ocid.split("\\.", -1);
    return parts.length > 4 && parts[3].matches("[a-z0-9]+(?:-[a-z0-9]+)*+")
        ? parts[3]
        : "secondary";
  }
}
