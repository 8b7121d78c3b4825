package io.github.hastreaming.target;

import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.http.CompositeClientConfigurator;
import java.util.Objects;

/**
 * What every HTTP client that ha-streaming makes is configured with. For resolvers, stores and
 * factories of your own: pass it to {@code additionalClientConfigurator} of the SDK's builders.
 */
public final class ClientConfigurators {

  private ClientConfigurators() {}

  /**
   * Has a client follow no redirects. A request that is repeated elsewhere has its signature with
   * it, and the answer from there would pass for the service's; the service itself answers none.
   *
   * <p>Works with the SDK's own HTTP providers, jersey3 and jersey. Of another it is logged once
   * that redirects are that provider's own matter.
   *
   * @return a configurator, thread-safe
   */
  public static ClientConfigurator withoutRedirects() {
    return NoRedirects.INSTANCE;
  }

  /**
   * The application's configurator, then {@link #withoutRedirects()}.
   *
   * @param application asked first
   * @return both, as one
   */
  public static ClientConfigurator withoutRedirects(ClientConfigurator application) {
    return CompositeClientConfigurator.of(
        Objects.requireNonNull(application, "application"), NoRedirects.INSTANCE);
  }
}
