package io.github.hastreaming.cli;

import com.oracle.bmc.ConfigFileReader;
import com.oracle.bmc.ConfigFileReader.ConfigFile;
import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.auth.ConfigFileAuthenticationDetailsProvider;
import com.oracle.bmc.auth.InstancePrincipalsAuthenticationDetailsProvider;
import com.oracle.bmc.auth.ResourcePrincipalAuthenticationDetailsProvider;
import com.oracle.bmc.auth.SessionTokenAuthenticationDetailsProvider;
import com.oracle.bmc.http.signing.DefaultRequestSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who asks OCI. */
final class CredentialOptions {

  /** How the requests are signed. */
  enum Auth {
    API_KEY,
    SESSION,
    INSTANCE_PRINCIPAL,
    RESOURCE_PRINCIPAL
  }

  /** Written as the OCI CLI writes them. */
  static final class AuthConverter implements ITypeConverter<Auth> {

    @Override
    public Auth convert(String value) {
      for (Auth auth : Auth.values()) {
        if (auth.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(value)) {
          return auth;
        }
      }
      throw new TypeConversionException(
          "'" + value + "' is none of api-key, session, instance-principal, resource-principal");
    }
  }

  @Option(
      names = "--auth",
      paramLabel = "HOW",
      converter = AuthConverter.class,
      description = {
        "api-key, session (a token of \"oci session authenticate\"), instance-principal",
        "or resource-principal (default: what the profile has, a session if it names a",
        "security_token_file)."
      })
  private @Nullable Auth auth;

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

  BasicAuthenticationDetailsProvider provider() {
    if (auth == Auth.INSTANCE_PRINCIPAL) {
      return InstancePrincipalsAuthenticationDetailsProvider.builder().build();
    }
    if (auth == Auth.RESOURCE_PRINCIPAL) {
      return ResourcePrincipalAuthenticationDetailsProvider.builder().build();
    }
    try {
      return requireSigning(ofProfile(ConfigFileReader.parse(configFile, profile)));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "the OCI configuration %s, profile %s, cannot be used: %s"
              .formatted(configFile, profile, e.getMessage()),
          e);
    }
  }

  /** A session's profile names a user only through DEFAULT, who is somebody else. */
  private BasicAuthenticationDetailsProvider ofProfile(ConfigFile config) throws IOException {
    requireFile(config, "key_file");
    boolean isSession =
        auth == null ? config.get("security_token_file") != null : auth == Auth.SESSION;
    if (isSession) {
      requireFile(config, "security_token_file");
      return new SessionTokenAuthenticationDetailsProvider(config);
    }
    return new ConfigFileAuthenticationDetailsProvider(config);
  }

  /** Asked for now: the SDK opens the key only when it signs, as if the region had failed. */
  private static void requireFile(ConfigFile config, String key) {
    String named = config.get(key);
    if (named == null) {
      throw new IllegalArgumentException("it has no " + key);
    }
    Path file = Path.of(named.replaceFirst("^~(?=/)", System.getProperty("user.home")));
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(key + " " + named + " is no file that can be read");
    }
  }

  /** Nor is the key read before: a wrong passphrase or a public key shows here. */
  private static BasicAuthenticationDetailsProvider requireSigning(
      BasicAuthenticationDetailsProvider provider) {
    try {
      DefaultRequestSigner.createRequestSigner(provider)
          .signRequest(URI.create("https://localhost/"), "GET", Map.of(), null);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "its private key cannot be used: not in PEM, or the wrong pass_phrase", e);
    }
    return provider;
  }

  Set<String> allowedHosts() {
    return allowedHosts;
  }
}
