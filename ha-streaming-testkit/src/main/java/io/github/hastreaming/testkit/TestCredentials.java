package io.github.hastreaming.testkit;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Credentials of the usual form for any OCI SDK. Emulated regions accept them, as they accept all
 * others: they do not check signatures. The key is generated once in each process.
 *
 * <pre>{@code
 * SimpleAuthenticationDetailsProvider.builder()
 *     .tenantId(TestCredentials.tenancyId())
 *     .userId(TestCredentials.userId())
 *     .fingerprint(TestCredentials.fingerprint())
 *     .privateKeySupplier(TestCredentials::privateKey)
 *     .build();
 * }</pre>
 */
public final class TestCredentials {
  private static final Pattern IDENTITY_NAME = Pattern.compile("[a-z0-9-]{1,40}");

  private TestCredentials() {}

  /** The user of {@link #userId}. */
  public static TestIdentity identity() {
    return new TestIdentity(userId());
  }

  /**
   * A user of their own, for tests in which clients have different rights or meet different faults.
   * Equal names are the same user.
   *
   * @param name 1 to 40 lower-case letters, digits and hyphens, such as {@code producer}
   * @throws IllegalArgumentException if it has anything else
   */
  public static TestIdentity identity(String name) {
    if (!IDENTITY_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be 1 to 40 lower-case letters, digits and hyphens but was " + name);
    }
    return new TestIdentity(userId() + name);
  }

  public static String tenancyId() {
    return "ocid1.tenancy.oc1..aaaaaaaatestkit";
  }

  public static String userId() {
    return "ocid1.user.oc1..aaaaaaaatestkit";
  }

  /** The fingerprint of the key, as the console shows it. */
  public static String fingerprint() {
    return Key.FINGERPRINT;
  }

  /** An RSA key in the PEM form of PKCS #8. */
  public static String privateKeyPem() {
    return Key.PEM;
  }

  /** The same, as a new stream, for the suppliers of the OCI SDK. */
  public static InputStream privateKey() {
    return new ByteArrayInputStream(privateKeyPem().getBytes(StandardCharsets.US_ASCII));
  }

  /** Generated on first use. */
  private static final class Key {
    private static final KeyPair PAIR = generate();
    private static final String PEM = pem(PAIR);
    private static final String FINGERPRINT = fingerprint(PAIR);

    private static KeyPair generate() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    private static String pem(KeyPair pair) {
      String body =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(pair.getPrivate().getEncoded());
      return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    }

    private static String fingerprint(KeyPair pair) {
      try {
        byte[] digest = MessageDigest.getInstance("MD5").digest(pair.getPublic().getEncoded());
        return HexFormat.ofDelimiter(":").formatHex(digest);
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
