package io.github.hastreaming.target;

import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.http.client.ClientProperty;
import com.oracle.bmc.http.client.HttpClientBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets Jersey's client property by name: each provider of the SDK takes properties of its own type
 * only, and which provider is on the class path is the application's choice.
 */
final class NoRedirects implements ClientConfigurator {

  static final NoRedirects INSTANCE = new NoRedirects();

  private static final Logger LOG = LoggerFactory.getLogger(ClientConfigurators.class);

  /** As {@code org.glassfish.jersey.client.ClientProperties.FOLLOW_REDIRECTS}. */
  private static final String FOLLOW_REDIRECTS = "jersey.config.client.followRedirects";

  private static final List<String> PROPERTY_TYPES =
      List.of(
          "com.oracle.bmc.http.client.jersey3.Jersey3ClientProperty",
          "com.oracle.bmc.http.client.jersey.JerseyClientProperty");

  private final Set<String> unknown = ConcurrentHashMap.newKeySet();

  private NoRedirects() {}

  @Override
  public void customizeClient(HttpClientBuilder builder) {
    boolean done =
        PROPERTY_TYPES.stream()
            .flatMap(type -> property(type, builder.getClass().getClassLoader()).stream())
            .anyMatch(property -> isTaken(builder, property));
    if (!done && unknown.add(builder.getClass().getName())) {
      LOG.warn(
          "{} is no HTTP provider of the SDK's: make sure that its clients follow no redirects,"
              + " which would take signed requests to other hosts",
          builder.getClass().getName());
    }
  }

  private static Optional<ClientProperty<Boolean>> property(String type, ClassLoader loader) {
    try {
      Object property =
          Class.forName(type, true, loader)
              .getMethod("create", String.class)
              .invoke(null, FOLLOW_REDIRECTS);
      @SuppressWarnings("unchecked") // Of this name it is Boolean's.
      ClientProperty<Boolean> ofBoolean = (ClientProperty<Boolean>) property;
      return Optional.of(ofBoolean);
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** With both providers on the class path each refuses the other's. */
  private static boolean isTaken(HttpClientBuilder builder, ClientProperty<Boolean> property) {
    try {
      builder.property(property, false);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "withoutRedirects";
  }
}
