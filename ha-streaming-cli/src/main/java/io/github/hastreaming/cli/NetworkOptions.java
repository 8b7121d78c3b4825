package io.github.hastreaming.cli;

import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.http.client.ProxyConfiguration;
import com.oracle.bmc.http.client.StandardClientProperties;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How OCI is reached. */
final class NetworkOptions {

  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(\\d+)");
  private static final int HIGHEST_PORT = 65_535;

  @Option(
      names = "--proxy",
      paramLabel = "HOST:PORT",
      description = "The HTTP proxy to reach OCI through (default: none).")
  private @Nullable String proxy;

  /** For every HTTP client that a command makes. */
  ClientConfigurator clientConfigurator() {
    Optional<Proxy> through = Optional.ofNullable(proxy).map(NetworkOptions::parsed);
    return client ->
        through.ifPresent(
            it ->
                client.property(
                    StandardClientProperties.PROXY,
                    ProxyConfiguration.builder().proxy(it).build()));
  }

  private static Proxy parsed(String value) {
    Matcher address = ADDRESS.matcher(value);
    boolean fits = address.matches() && address.group(2).length() <= 5;
    int port = fits ? Integer.parseInt(address.group(2)) : 0;
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "--proxy takes HOST:PORT such as proxy.example.org:3128, not \"" + value + "\"");
    }
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.group(1), port));
  }
}
