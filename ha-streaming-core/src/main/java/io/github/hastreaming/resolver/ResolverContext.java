package io.github.hastreaming.resolver;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.auth.AbstractAuthenticationDetailsProvider;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.util.Objects;
import java.util.Optional;

/** What a {@link SecondaryResolver} may use. Immutable. */
public final class ResolverContext {

  private final StreamTarget primary;
  private final AbstractAuthenticationDetailsProvider authentication;
  private final ClientConfiguration clientConfiguration;
  private final EndpointPolicy endpointPolicy;
  private final Optional<StreamDescription> primaryDescription;

  private ResolverContext(
      StreamTarget primary,
      AbstractAuthenticationDetailsProvider authentication,
      ClientConfiguration clientConfiguration,
      EndpointPolicy endpointPolicy,
      Optional<StreamDescription> primaryDescription) {
    this.primary = Objects.requireNonNull(primary, "primary");
    this.authentication = Objects.requireNonNull(authentication, "authentication");
    this.clientConfiguration = Objects.requireNonNull(clientConfiguration, "clientConfiguration");
    this.endpointPolicy = Objects.requireNonNull(endpointPolicy, "endpointPolicy");
    this.primaryDescription = Objects.requireNonNull(primaryDescription, "primaryDescription");
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
    return new ResolverContext(
        primary, authentication, clientConfiguration, endpointPolicy, Optional.empty());
  }

  /**
   * The same with what is known of the primary stream.
   *
   * @param description what the primary was created with, or empty
   * @return the context
   */
  public ResolverContext withPrimaryDescription(Optional<StreamDescription> description) {
    return new ResolverContext(
        primary, authentication, clientConfiguration, endpointPolicy, description);
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

  /**
   * What the primary was created with, as {@link SecondaryResolver#describePrimary} told while it
   * was healthy, to this process or to one that shares its state.
   *
   * @return the description, or empty if it was never learned
   */
  public Optional<StreamDescription> primaryDescription() {
    return primaryDescription;
  }
}
