package io.github.hastreaming.target;

import com.oracle.bmc.Region;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which endpoints the client talks to. Requests are signed with the application's credentials, so
 * an endpoint that came from a file, the environment or a store is trusted only if it is one of
 * Oracle's, or allowed by name.
 *
 * <p>Immutable and thread-safe.
 */
public final class EndpointPolicy {

  // A list of our own: the SDK's list of realms can be extended through the environment, which is
  // just what an untrusted endpoint may come from. As in com.oracle.bmc.Realm of SDK 3.77.2, and
  // the realms that later SDKs of Oracle's, in Java or other languages, have besides.
  private static final Set<String> REALM_DOMAINS =
      Set.of(
          "oraclecloud.com",
          "oraclegovcloud.com",
          "oraclegovcloud.uk",
          "oraclecloud.eu",
          "oraclecloud5.com",
          "oraclecloud8.com",
          "oraclecloud9.com",
          "oraclecloud10.com",
          "oraclecloud14.com",
          "oraclecloud15.com",
          "oraclecloud16.com",
          "oraclecloud17.com",
          "oraclecloud20.com",
          "oraclecloud21.com",
          "oraclecloud23.com",
          "oraclecloud24.com",
          "oraclecloud26.com",
          "oraclecloud27.com",
          "oraclecloud29.com",
          "oraclecloud32.com",
          "oraclecloud35.com",
          "oraclecloud39.com",
          "oraclecloud42.com",
          "oraclecloud51.com",
          "psn-pco.it",
          "nricloud.jp",
          "sovereigncloud.nz",
          "jpsovereigncloud.jp",
          "dutechcloud.ae",
          "stccloud.com");

  private static final Pattern STREAMING_HOST =
      Pattern.compile("(?:[a-z0-9-]+\\.)?streaming\\.([a-z0-9-]+)\\.oci\\.([a-z0-9.-]+)");

  private static final Pattern DOMAIN = Pattern.compile("(?:[a-z0-9-]+\\.)+[a-z][a-z0-9-]*");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");

  private final Set<String> allowedHosts;
  private final Set<String> domains;

  private EndpointPolicy(Set<String> allowedHosts, Set<String> domains) {
    this.allowedHosts = allowedHosts;
    this.domains = domains;
  }

  /**
   * A policy that, besides Oracle's own endpoints, allows some hosts by name.
   *
   * @param hosts host names without scheme and port; compared without regard to case
   * @return the policy
   * @throws IllegalArgumentException if one is not a bare host name
   */
  public static EndpointPolicy allowing(Set<String> hosts) {
    for (String host : hosts) {
      if (!HOST.matcher(host).matches()) {
        throw new IllegalArgumentException(
            "allowedEndpointHosts takes bare host names such as streams.example.org, was \""
                + host
                + "\"");
      }
    }
    return new EndpointPolicy(
        hosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()),
        REALM_DOMAINS);
  }

  /**
   * The same policy, with the realm of a stream that the application's code names: where its
   * endpoint is {@code https} on {@code [cell-N.]streaming.<region>.oci.<domain>}, that domain is
   * trusted like Oracle's own. Realms come more often than releases of this library.
   *
   * @param named a target that was not read from anywhere
   * @return a policy
   */
  public EndpointPolicy trustingRealmOf(StreamTarget named) {
    Matcher host = STREAMING_HOST.matcher(named.host());
    return isHttps(named.endpointUri()) && host.matches() ? trusting(host.group(2)) : this;
  }

  /**
   * The same policy, with the realm of a region that the application's code names.
   *
   * @param named a region, such as one registered with {@code Region.register}
   * @return a policy
   */
  public EndpointPolicy trustingRealmOf(Region named) {
    return trusting(named.getRealm().getSecondLevelDomain().toLowerCase(Locale.ROOT));
  }

  /** A domain of one label would be everybody's. */
  private EndpointPolicy trusting(String domain) {
    if (domains.contains(domain) || !DOMAIN.matcher(domain).matches()) {
      return this;
    }
    return new EndpointPolicy(
        allowedHosts,
        Stream.concat(domains.stream(), Stream.of(domain)).collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * Checks a target that the application's code names: {@code https}, unless the host is the
   * loopback or allowed by name.
   *
   * @param target the target
   * @return the same target
   * @throws IllegalArgumentException if its endpoint is plain {@code http} to another host
   */
  public StreamTarget requireSafe(StreamTarget target) {
    URI endpoint = target.endpointUri();
    if (isHttps(endpoint) || isLoopback(endpoint) || isAllowed(endpoint)) {
      return target;
    }
    throw new IllegalArgumentException(
        "endpoint "
            + target.endpoint()
            + " must be https: http is accepted only for the loopback and for hosts named in"
            + " allowedEndpointHosts");
  }

  /**
   * Checks a target that comes from outside the code: {@code https} on {@code
   * streaming.<region>.oci.<domain>} or one label before it ({@code cell-1.}), with a domain of one
   * of Oracle's realms, or a host that is allowed by name, plain {@code http} on the loopback
   * alone.
   *
   * @param target the target
   * @return the same target
   * @throws IllegalArgumentException if the endpoint is not trusted; the message says what is
   */
  public StreamTarget requireTrusted(StreamTarget target) {
    URI endpoint = target.endpointUri();
    if (isAllowed(endpoint)) {
      if (isHttps(endpoint) || isLoopback(endpoint)) {
        return target;
      }
      throw new IllegalArgumentException(
          "endpoint "
              + target.endpoint()
              + " is not trusted: its host is allowed, but what does not come from the code must be"
              + " https");
    }
    Matcher host = STREAMING_HOST.matcher(endpoint.getHost());
    boolean oracle =
        isHttps(endpoint)
            && (endpoint.getPort() == -1 || endpoint.getPort() == 443)
            && host.matches()
            && domains.contains(host.group(2));
    if (!oracle) {
      throw new IllegalArgumentException(
          "endpoint "
              + target.endpoint()
              + " is not trusted: it must be https on [cell-N.]streaming.<region>.oci.<Oracle's"
              + " domain>, or its host be named in allowedEndpointHosts");
    }
    return target;
  }

  /**
   * The region that an endpoint of Oracle's names.
   *
   * @param endpoint an absolute URL
   * @return the region's identifier, or the empty string if the host is not of that form
   */
  public static String regionOf(String endpoint) {
    Objects.requireNonNull(endpoint, "endpoint");
    String host = endpoint.replaceFirst("^[a-zA-Z]+://", "").replaceFirst("[/:].*$", "");
    Matcher matcher = STREAMING_HOST.matcher(host.toLowerCase(Locale.ROOT));
    return matcher.matches() ? matcher.group(1) : "";
  }

  private boolean isAllowed(URI endpoint) {
    return allowedHosts.contains(endpoint.getHost());
  }

  private static boolean isHttps(URI endpoint) {
    return "https".equals(endpoint.getScheme());
  }

  private static boolean isLoopback(URI endpoint) {
    String host = endpoint.getHost();
    // By its written form only: resolving the name would ask the network.
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
