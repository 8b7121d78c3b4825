package io.github.hastreaming.testkit.internal.service;

import java.math.BigInteger;
import java.util.Locale;
import java.util.UUID;

/** Oracle Cloud identifiers of the usual form. */
public final class Ocids {
  private Ocids() {}

  public static String unique(String resource, String region) {
    String unique = new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16).toString(36);
    return String.format(Locale.ROOT, "ocid1.%s.oc1.%s.amaaaaaa%s", resource, region, unique);
  }
}
