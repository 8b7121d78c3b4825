package io.github.hastreaming.objectstorage;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.Region;
import com.oracle.bmc.auth.AbstractAuthenticationDetailsProvider;
import com.oracle.bmc.circuitbreaker.NoCircuitBreakerConfiguration;
import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.objectstorage.ObjectStorage;
import com.oracle.bmc.objectstorage.ObjectStorageClient;
import com.oracle.bmc.retrier.RetryConfiguration;
import io.github.hastreaming.target.ClientConfigurators;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link ObjectStorageStateStore}. {@link #namespace} and {@link #bucket} are required.
 * Not thread-safe.
 */
public final class ObjectStorageStateStoreBuilder {

  private static final String DEFAULT_PREFIX = "ha-streaming/";

  private static final Pattern REGION =
      Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*+(?:\\.[a-z0-9]+(?:-[a-z0-9]+)*+)*+");

  // Of a request; together below the 2 s that a client gives its store for a read, a change twice.
  private static final int CONNECT_TIMEOUT_MILLIS = 500;
  private static final int READ_TIMEOUT_MILLIS = 1_400;

  private @Nullable String namespace;
  private @Nullable String bucket;
  private String prefix = DEFAULT_PREFIX;
  private ClientConfigurator clientConfigurator = ClientConfigurators.withoutRedirects();

  ObjectStorageStateStoreBuilder() {}

  /**
   * The tenancy's Object Storage namespace. Required.
   *
   * @param name the namespace
   * @return this builder
   * @throws IllegalArgumentException if it is blank
   */
  public ObjectStorageStateStoreBuilder namespace(String name) {
    this.namespace = notBlank(name, "namespace");
    return this;
  }

  /**
   * The bucket, which exists. Required. In another region than the primary's.
   *
   * @param name the bucket's name
   * @return this builder
   * @throws IllegalArgumentException if it is blank
   */
  public ObjectStorageStateStoreBuilder bucket(String name) {
    this.bucket = notBlank(name, "bucket");
    return this;
  }

  /**
   * What the objects' names begin with; the OCID of the pair's primary follows. Default: {@code
   * ha-streaming/}.
   *
   * @param beginning may be empty
   * @return this builder
   */
  public ObjectStorageStateStoreBuilder objectPrefix(String beginning) {
    this.prefix = Objects.requireNonNull(beginning, "objectPrefix");
    return this;
  }

  /**
   * Configures the HTTP client of a store that makes its own, such as with a proxy or a trust
   * store; as {@code HaStreamClientBuilder.clientConfigurator}. Redirects are not followed,
   * whatever it says. Default: none.
   *
   * @param configurator as for the SDK's builders
   * @return this builder
   */
  public ObjectStorageStateStoreBuilder clientConfigurator(ClientConfigurator configurator) {
    this.clientConfigurator = ClientConfigurators.withoutRedirects(configurator);
    return this;
  }

  /**
   * Builds a store on a client of the application's, whose timeouts apply: a store that takes
   * longer than 2 s is a store that does not answer. Whether it follows redirects, which take
   * signed requests elsewhere, is its own matter; {@link ClientConfigurators} turns that off.
   *
   * @param client the client; stays open when the store is closed
   * @return a store
   * @throws IllegalArgumentException if a required option is missing
   */
  public ObjectStorageStateStore build(ObjectStorage client) {
    return new ObjectStorageStateStore(objects(Objects.requireNonNull(client, "client")), () -> {});
  }

  /**
   * Builds a store with a client of its own: 0.5 s to connect, 1.4 s to answer, no retries, no
   * breaker.
   *
   * @param authenticationDetailsProvider the application's credentials
   * @param region the bucket's region
   * @return a store that is to be closed
   * @throws IllegalArgumentException if a required option is missing
   * @throws java.util.NoSuchElementException if no HTTP provider of the SDK is on the class path
   */
  public ObjectStorageStateStore build(
      AbstractAuthenticationDetailsProvider authenticationDetailsProvider, Region region) {
    Objects.requireNonNull(region, "region");
    return build(authenticationDetailsProvider, clientBuilder().region(region));
  }

  /**
   * The same in a region by its name, which the SDK need not know: an unknown one is taken to be of
   * the realm oc1, as the SDK does, unless its second level domain follows.
   *
   * @param authenticationDetailsProvider the application's credentials
   * @param region such as {@code eu-paris-1}, or {@code eu-new-1.oraclecloud5.com}
   * @return a store that is to be closed
   * @throws IllegalArgumentException if a required option is missing, or it is no region's name
   * @throws java.util.NoSuchElementException if no HTTP provider of the SDK is on the class path
   */
  public ObjectStorageStateStore build(
      AbstractAuthenticationDetailsProvider authenticationDetailsProvider, String region) {
    if (!REGION.matcher(region).matches()) {
      throw new IllegalArgumentException(
          "region must be a name such as eu-paris-1 or eu-new-1.oraclecloud5.com, was \""
              + region
              + "\"");
    }
    Region known;
    try {
      known = Region.fromRegionId(region);
    } catch (IllegalArgumentException e) {
      return buildAt(
          authenticationDetailsProvider,
          Region.formatDefaultRegionEndpoint(ObjectStorageClient.SERVICE, region));
    }
    return build(authenticationDetailsProvider, known);
  }

  /** At an endpoint instead of a known region's; also for tests. */
  ObjectStorageStateStore buildAt(AbstractAuthenticationDetailsProvider provider, String endpoint) {
    return build(provider, clientBuilder().endpoint(endpoint));
  }

  private ObjectStorageClient.Builder clientBuilder() {
    return ObjectStorageClient.builder()
        .configuration(configuration())
        .additionalClientConfigurator(clientConfigurator);
  }

  private ObjectStorageStateStore build(
      AbstractAuthenticationDetailsProvider provider, ObjectStorageClient.Builder builder) {
    Objects.requireNonNull(provider, "authenticationDetailsProvider");
    required(namespace, "namespace");
    required(bucket, "bucket");
    ObjectStorageClient client = builder.build(provider);
    return new ObjectStorageStateStore(objects(client), client::close);
  }

  private StateObjects objects(ObjectStorage client) {
    return new StateObjects(
        client, required(namespace, "namespace"), required(bucket, "bucket"), prefix);
  }

  private static ClientConfiguration configuration() {
    return ClientConfiguration.builder()
        .connectionTimeoutMillis(CONNECT_TIMEOUT_MILLIS)
        .readTimeoutMillis(READ_TIMEOUT_MILLIS)
        .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
        .circuitBreakerConfiguration(new NoCircuitBreakerConfiguration())
        .build();
  }

  private static String required(@Nullable String value, String name) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is required: set it on the builder");
    }
    return value;
  }

  private static String notBlank(String value, String name) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }
}
