package io.github.hastreaming.resolver;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.auth.AbstractAuthenticationDetailsProvider;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamTarget;
import java.util.Objects;

/** What a {@link SecondaryResolver} may use. Immutable. */
public final class ResolverContext {

  private final StreamTarget primary;
  private final AbstractAuthenticationDetailsProvider authentication;
  private final ClientConfiguration clientConfiguration;
  private final EndpointPolicy endpointPolicy;

  private ResolverContext(
      StreamTarget primary,
      AbstractAuthenticationDetailsProvider authentication,
      ClientConfiguration clientConfiguration,
      EndpointPolicy endpointPolicy) {
    this.primary = Objects.requireNonNull(primary, "primary");
    this.authentication = Objects.requireNonNull(authentication, "authentication");
    this.clientConfiguration = Objects.requireNonNull(clientConfiguration, "clientConfiguration");
    this.endpointPolicy = Objects.requireNonNull(endpointPolicy, "endpointPolicy");
  }

  /**
   * Makes a context, for the client and for tests of resolvers.
   *
   * @param primary the pair's primary stream
   * @param authentication the application's credentials
   * @param clientConfiguration the configuration of the clients for the regions
   * @param endpointPolicy which endpoints are trusted
   * @return the context
   */
  public static ResolverContext of(
      StreamTarget primary,
      AbstractAuthenticationDetailsProvider authentication,
      ClientConfiguration clientConfiguration,
      EndpointPolicy endpointPolicy) {
    return new ResolverContext(primary, authentication, clientConfiguration, endpointPolicy);
  }

  /**
   * The pair's primary stream.
   *
   * @return the target
   */
  public StreamTarget primary() {
    return primary;
  }

  /**
   * The application's credentials.
   *
   * @return the provider given to {@code build}
   */
  public AbstractAuthenticationDetailsProvider authentication() {
    return authentication;
  }

  /**
   * The configuration that the clients for the regions are built with.
   *
   * @return the configuration: the SDK's retries and breaker off
   */
  public ClientConfiguration clientConfiguration() {
    return clientConfiguration;
  }

  /**
   * Which endpoints are trusted. A resolver that reads endpoints from outside the code must pass
   * them to {@link EndpointPolicy#requireTrusted}.
   *
   * @return the policy
   */
  public EndpointPolicy endpointPolicy() {
    return endpointPolicy;
  }
}
