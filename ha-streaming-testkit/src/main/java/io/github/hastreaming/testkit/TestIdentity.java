package io.github.hastreaming.testkit;

import java.io.InputStream;

/**
 * A user whose requests emulated regions tell from those of others, by the {@code keyId} that they
 * are signed with. Made by {@link TestCredentials#identity}; all have the same key. Immutable.
 *
 * <pre>{@code
 * TestIdentity producer = TestCredentials.identity("producer");
 * region.permit(producer, Permissions.pushOnly());
 * SimpleAuthenticationDetailsProvider.builder()
 *     .tenantId(producer.tenancyId())
 *     .userId(producer.userId())
 *     .fingerprint(producer.fingerprint())
 *     .privateKeySupplier(producer::privateKey)
 *     .build();
 * }</pre>
 */
public final class TestIdentity {
  private final String userId;

  TestIdentity(String userId) {
    this.userId = userId;
  }

  public String tenancyId() {
    return TestCredentials.tenancyId();
  }

  public String userId() {
    return userId;
  }

  /** The fingerprint of the key, as the console shows it. */
  public String fingerprint() {
    return TestCredentials.fingerprint();
  }

  /** An RSA key in the PEM form of PKCS #8, as a new stream. */
  public InputStream privateKey() {
    return TestCredentials.privateKey();
  }

  /** What its requests are signed with: tenancy, user and fingerprint, parted by slashes. */
  public String keyId() {
    return tenancyId() + "/" + userId + "/" + fingerprint();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TestIdentity identity && identity.userId.equals(userId);
  }

  @Override
  public int hashCode() {
    return userId.hashCode();
  }

  @Override
  public String toString() {
    return userId;
  }
}
