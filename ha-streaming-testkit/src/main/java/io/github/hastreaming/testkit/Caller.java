package io.github.hastreaming.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who signs requests.
 *
 * @param id an OCID of a user, or a whole {@code keyId}, such as that of a session token
 */
record Caller(String id) {
  private static final Pattern KEY_ID = Pattern.compile("keyId=\"([^\"]*)\"");

  /** The keyId in an {@code Authorization} header; empty if there is none. */
  static String keyIdOf(@Nullable String authorization) {
    if (authorization == null) {
      return "";
    }
    Matcher keyId = KEY_ID.matcher(authorization);
    return keyId.find() ? keyId.group(1) : "";
  }

  boolean signs(String keyId) {
    return keyId.equals(id) || keyId.contains("/" + id + "/");
  }
}
