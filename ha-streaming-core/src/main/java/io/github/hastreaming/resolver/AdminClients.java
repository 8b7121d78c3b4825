package io.github.hastreaming.resolver;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.Region;
import com.oracle.bmc.circuitbreaker.NoCircuitBreakerConfiguration;
import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.StreamAdmin;
import com.oracle.bmc.streaming.StreamAdminClient;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamTarget;
import org.jspecify.annotations.Nullable;

/**
 * Makes clients of the service's admin API. Their own retries are off, and so is their breaker,
 * which stays on even with a configuration unless that names another.
 */
final class AdminClients {

  private AdminClients() {}

  /** A client of the secondary's region. */
  static StreamAdmin secondary(
      Region region, @Nullable String adminEndpoint, ResolverContext context) {
    if (adminEndpoint == null) {
      return builder(context).region(region).build(context.authentication());
    }
    // An endpoint that the code names, checked as such.
    context
        .endpointPolicy()
        .requireSafe(
            StreamTarget.of(region.getRegionId(), context.primary().streamOcid(), adminEndpoint));
    return builder(context).endpoint(adminEndpoint).build(context.authentication());
  }

  /** A client of the primary's region. */
  static StreamAdmin primary(ResolverContext context) {
    return builder(context)
        .endpoint(adminEndpointOf(context.primary().endpoint()))
        .build(context.authentication());
  }

  /** A messages endpoint may name a cell, {@code cell-1.streaming...}; the admin API has none. */
  private static String adminEndpointOf(String messagesEndpoint) {
    return EndpointPolicy.regionOf(messagesEndpoint).isEmpty()
        ? messagesEndpoint
        : messagesEndpoint.replaceFirst("//(?:[a-z0-9-]+\\.)?streaming\\.", "//streaming.");
  }

  private static StreamAdminClient.Builder builder(ResolverContext context) {
    ClientConfiguration base = context.clientConfiguration();
    return StreamAdminClient.builder()
        .additionalClientConfigurator(context.clientConfigurator())
        .configuration(
            ClientConfiguration.builder()
                .connectionTimeoutMillis(base.getConnectionTimeoutMillis())
                .readTimeoutMillis(base.getReadTimeoutMillis())
                .maxAsyncThreads(base.getMaxAsyncThreads())
                .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
                .circuitBreakerConfiguration(new NoCircuitBreakerConfiguration())
                .build());
  }
}
