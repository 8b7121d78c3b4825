package io.github.hastreaming.internal.region;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.auth.AbstractAuthenticationDetailsProvider;
import com.oracle.bmc.circuitbreaker.NoCircuitBreakerConfiguration;
import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.target.ClientConfigurators;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.target.StreamTimeouts;
import org.jspecify.annotations.Nullable;

/** Makes the SDK's own client: no retries, no breaker, no redirects, our timeouts. */
public final class SdkStreamFactory implements StreamFactory {

  private final @Nullable ClientConfiguration base;
  private final AbstractAuthenticationDetailsProvider authentication;
  private final ClientConfigurator configurator;

  public SdkStreamFactory(
      @Nullable ClientConfiguration base, AbstractAuthenticationDetailsProvider authentication) {
    this(base, authentication, ClientConfigurators.withoutRedirects());
  }

  /**
   * Makes a factory.
   *
   * @param configurator of each client, redirects included
   */
  public SdkStreamFactory(
      @Nullable ClientConfiguration base,
      AbstractAuthenticationDetailsProvider authentication,
      ClientConfigurator configurator) {
    this.base = base;
    this.authentication = authentication;
    this.configurator = configurator;
  }

  @Override
  public Stream create(StreamTarget target, StreamTimeouts timeouts) {
    return StreamClient.builder()
        .configuration(configuration(base, timeouts))
        .additionalClientConfigurator(configurator)
        .endpoint(target.endpoint())
        .requestSignerFactory(new WatchedSigners())
        .build(authentication);
  }

  /** The application's configuration, or the SDK's, with what the library decides itself. */
  public static ClientConfiguration configuration(
      @Nullable ClientConfiguration base, StreamTimeouts timeouts) {
    ClientConfiguration.ClientConfigurationBuilder builder =
        ClientConfiguration.builder()
            .connectionTimeoutMillis(Math.toIntExact(timeouts.connect().toMillis()))
            .readTimeoutMillis(Math.toIntExact(timeouts.read().toMillis()))
            .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
            .circuitBreakerConfiguration(new NoCircuitBreakerConfiguration());
    if (base != null) {
      builder.maxAsyncThreads(base.getMaxAsyncThreads());
    }
    return builder.build();
  }
}
