package io.github.hastreaming.cli;

import com.oracle.bmc.auth.ConfigFileAuthenticationDetailsProvider;
import java.io.IOException;
import java.util.Set;
import picocli.CommandLine.Option;

/** Who asks OCI. */
final class CredentialOptions {

  @Option(
      names = "--config-file",
      paramLabel = "PATH",
      description = "The OCI configuration file (default: ~/.oci/config).")
  private String configFile = "~/.oci/config";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Its profile (default: ${DEFAULT-VALUE}).",
      defaultValue = "DEFAULT")
  private String profile = "DEFAULT";

  @Option(
      names = "--allow-endpoint-host",
      paramLabel = "HOST",
      description = "A host to trust besides Oracle's; may be repeated.")
  private Set<String> allowedHosts = Set.of();

  ConfigFileAuthenticationDetailsProvider provider() {
    try {
      return new ConfigFileAuthenticationDetailsProvider(configFile, profile);
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "the OCI configuration %s, profile %s, cannot be used: %s"
              .formatted(configFile, profile, e.getMessage()),
          e);
    }
  }

  Set<String> allowedHosts() {
    return allowedHosts;
  }
}
