package io.github.hastreaming.testkit;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.circuitbreaker.NoCircuitBreakerConfiguration;
import com.oracle.bmc.objectstorage.ObjectStorageClient;
import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.StreamAdminClient;
import com.oracle.bmc.streaming.StreamClient;
import java.time.Duration;

/** Clients of the plain SDK, without its retries and its breaker, so that tests see each answer. */
final class PlainSdk {
  private static final Duration NEVER_NEEDED = Duration.ofSeconds(30);

  private PlainSdk() {}

  static StreamClient streamClient(String endpoint) {
    return streamClient(endpoint, NEVER_NEEDED);
  }

  static StreamClient streamClient(String endpoint, Duration readTimeout) {
    return StreamClient.builder()
        .endpoint(endpoint)
        .configuration(configuration(readTimeout))
        .build(credentials());
  }

  static StreamClient streamClient(String endpoint, TestIdentity identity) {
    return StreamClient.builder()
        .endpoint(endpoint)
        .configuration(configuration(NEVER_NEEDED))
        .build(credentials(identity));
  }

  static StreamAdminClient adminClient(String endpoint) {
    return StreamAdminClient.builder()
        .endpoint(endpoint)
        .configuration(configuration(NEVER_NEEDED))
        .build(credentials());
  }

  static ObjectStorageClient objectStorageClient(String endpoint, Duration readTimeout) {
    return ObjectStorageClient.builder()
        .endpoint(endpoint)
        .configuration(configuration(readTimeout))
        .build(credentials());
  }

  private static ClientConfiguration configuration(Duration readTimeout) {
    return ClientConfiguration.builder()
        .connectionTimeoutMillis(2_000)
        .readTimeoutMillis((int) readTimeout.toMillis())
        .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
        .circuitBreakerConfiguration(new NoCircuitBreakerConfiguration())
        .build();
  }

  static SimpleAuthenticationDetailsProvider credentials() {
    return credentials(TestCredentials.identity());
  }

  private static SimpleAuthenticationDetailsProvider credentials(TestIdentity identity) {
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(identity.tenancyId())
        .userId(identity.userId())
        .fingerprint(identity.fingerprint())
        .privateKeySupplier(identity::privateKey)
        .build();
  }
}
