package io.github.hastreaming.cli;

import com.oracle.bmc.Realm;
import com.oracle.bmc.Region;
import java.util.Arrays;
import java.util.Optional;

/** Regions by the names that operators give them, also of those that came after the SDK. */
final class RegionName {

  private RegionName() {}

  /**
   * The name; with the domain of its realm where the SDK does not know the region.
   *
   * @param name a region's name, with or without a domain
   * @param neighbourOcid a resource of the same realm: a stream pair never leaves its realm
   * @throws IllegalArgumentException if neither the region nor the realm is known
   */
  static String qualified(String name, String neighbourOcid) {
    if (name.contains(".") || isKnown(name)) {
      return name;
    }
    String realm = realmOf(neighbourOcid);
    return domainOf(realm)
        .map(domain -> name + "." + domain)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the region "
                        + name
                        + " and the realm \""
                        + realm
                        + "\" are not known: write the region with its domain, such as "
                        + name
                        + ".oraclecloud5.com"));
  }

  private static boolean isKnown(String name) {
    try {
      return Region.fromRegionId(name) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Of ocid1.stream.oc1.gru.aaaa it is oc1. */
  private static String realmOf(String ocid) {
    String[] parts = ocid.split("\\.", -1);
    return parts.length > 2 ? parts[2] : "";
  }

  private static Optional<String> domainOf(String realmId) {
    return Arrays.stream(Realm.values())
        .filter(realm -> realm.getRealmId().equals(realmId))
        .map(Realm::getSecondLevelDomain)
        .findFirst();
  }
}
