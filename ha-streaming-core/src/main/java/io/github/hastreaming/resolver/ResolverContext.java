package io.github.hastreaming.resolver;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.auth.AbstractAuthenticationDetailsProvider;
import com.oracle.bmc.http.ClientConfigurator;
import io.github.hastreaming.target.ClientConfigurators;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a {@link SecondaryResolver} may use. Immutable. */
public final class ResolverContext {

  private final StreamTarget primary;
  private final AbstractAuthenticationDetailsProvider authentication;
  private final ClientConfiguration clientConfiguration;
  private final ClientConfigurator clientConfigurator;
  private final EndpointPolicy endpointPolicy;
  private final Learned learned;

  /** What the client learned while it ran. */
  private record Learned(
      Optional<StreamDescription> primary, Set<String> knownOcids, Set<String> refusedOcids) {

    static final Learned NOTHING = new Learned(Optional.empty(), Set.of(), Set.of());

    Learned {
      Objects.requireNonNull(primary, "description");
      knownOcids = Set.copyOf(knownOcids);
      refusedOcids = Set.copyOf(refusedOcids);
    }
  }

  private ResolverContext(
      StreamTarget primary,
      AbstractAuthenticationDetailsProvider authentication,
      ClientConfiguration clientConfiguration,
      ClientConfigurator clientConfigurator,
      EndpointPolicy endpointPolicy,
      Learned learned) {
    this.primary = Objects.requireNonNull(primary, "primary");
    this.authentication = Objects.requireNonNull(authentication, "authentication");
    this.clientConfiguration = Objects.requireNonNull(clientConfiguration, "clientConfiguration");
    this.clientConfigurator = Objects.requireNonNull(clientConfigurator, "clientConfigurator");
    this.endpointPolicy = Objects.requireNonNull(endpointPolicy, "endpointPolicy");
    this.learned = learned;
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
        primary,
        authentication,
        clientConfiguration,
        ClientConfigurators.withoutRedirects(),
        endpointPolicy,
        Learned.NOTHING);
  }

  /**
   * The same with what is known of the primary stream.
   *
   * @param description what the primary was created with, or empty
   * @return the context
   */
  public ResolverContext withPrimaryDescription(Optional<StreamDescription> description) {
    return with(new Learned(description, learned.knownOcids, learned.refusedOcids));
  }

  /**
   * The same with the streams that are known to belong to this pair.
   *
   * @param ocids the OCIDs of the streams that the client's state has
   * @return the context
   */
  public ResolverContext withKnown(Set<String> ocids) {
    return with(new Learned(learned.primary, ocids, learned.refusedOcids));
  }

  /**
   * The same with the streams that refused the client.
   *
   * @param ocids the streams' OCIDs
   * @return the context
   */
  public ResolverContext withRefused(Set<String> ocids) {
    return with(new Learned(learned.primary, learned.knownOcids, ocids));
  }

  private ResolverContext with(Learned more) {
    return new ResolverContext(
        primary, authentication, clientConfiguration, clientConfigurator, endpointPolicy, more);
  }

  /**
   * The same with a configurator of the application's, which is asked before redirects are turned
   * off.
   *
   * @param application what else configures each HTTP client, such as a proxy
   * @return the context
   */
  public ResolverContext withClientConfigurator(ClientConfigurator application) {
    return new ResolverContext(
        primary,
        authentication,
        clientConfiguration,
        ClientConfigurators.withoutRedirects(application),
        endpointPolicy,
        learned);
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
   * What configures the HTTP clients for the regions, besides {@link #clientConfiguration()}. A
   * resolver that makes clients of the SDK must pass it to their builder's {@code
   * additionalClientConfigurator}.
   *
   * @return the application's configurator, if there is one, and then {@link
   *     ClientConfigurators#withoutRedirects()}
   */
  public ClientConfigurator clientConfigurator() {
    return clientConfigurator;
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
    return learned.primary;
  }

  /**
   * The streams that are known to belong to this pair, because they are in the state of this
   * process or of those that share it. A resolver that finds a stream by something as weak as its
   * name may take one of these without further proof.
   *
   * @return OCIDs, the primary's possibly among them; unmodifiable; empty if none is known
   */
  public Set<String> knownOcids() {
    return learned.knownOcids;
  }

  /**
   * The streams that were named before and are not fit to fail over to, as they were found when
   * they were looked at last: deleted, forbidden, with more partitions than the primary, another
   * primary's. A resolver that can name another one should, and name these last or not at all.
   *
   * @return OCIDs; unmodifiable; empty if none was refused
   */
  public Set<String> refusedOcids() {
    return learned.refusedOcids;
  }
}
