package io.github.hastreaming.examples;

import com.oracle.bmc.ConfigFileReader;
import com.oracle.bmc.Region;
import com.oracle.bmc.auth.ConfigFileAuthenticationDetailsProvider;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the examples for a real tenancy are told, by options or by environment variables. */
final class TenancyOptions {

  static final String USAGE =
      """
        --stream OCID      the primary stream             (or STREAM_OCID)
        --endpoint URL     its messages endpoint          (or STREAM_ENDPOINT)
        --config FILE      the OCI configuration file     (or OCI_CONFIG_FILE; default ~/.oci/config)
        --profile NAME     the profile in it              (or OCI_CONFIG_PROFILE; default DEFAULT)
        --state FILE       where the failover state is kept and shared with other processes of this
                           host (or STREAM_PROPERTIES; default stream.properties)
        --group NAME       the consumer group             (or STREAM_GROUP; default ha-streaming)
        --secondary-region REGION
                           where the secondary stream is created when it is needed and none is
                           known (or SECONDARY_REGION; default: nowhere)
        --compartment OCID its compartment, with --secondary-region (or COMPARTMENT_OCID)
        --help             this text
      The secondary stream is the one that SECONDARY_STREAM_OCID and SECONDARY_STREAM_ENDPOINT name,
      in the environment or in the state file; else the one that is found or created.
      """;

  private static final Map<String, String> VARIABLES =
      Map.of(
          "--stream", "STREAM_OCID",
          "--endpoint", "STREAM_ENDPOINT",
          "--config", "OCI_CONFIG_FILE",
          "--profile", "OCI_CONFIG_PROFILE",
          "--state", "STREAM_PROPERTIES",
          "--group", "STREAM_GROUP",
          "--secondary-region", "SECONDARY_REGION",
          "--compartment", "COMPARTMENT_OCID");

  private final Map<String, String> values;

  private TenancyOptions(Map<String, String> values) {
    this.values = values;
  }

  static TenancyOptions parse(Map<String, String> environment, List<String> args)
      throws UsageException {
    Map<String, String> values = new HashMap<>();
    VARIABLES.forEach(
        (option, variable) -> {
          String value = environment.getOrDefault(variable, "");
          if (!value.isBlank()) {
            values.put(option, value);
          }
        });
    for (int i = 0; i < args.size(); i += 2) {
      String option = args.get(i);
      if (!VARIABLES.containsKey(option)) {
        throw new UsageException("unknown option " + option);
      }
      if (i + 1 == args.size()) {
        throw new UsageException(option + " needs a value");
      }
      values.put(option, args.get(i + 1));
    }
    return new TenancyOptions(values);
  }

  String streamOcid() throws UsageException {
    return required("--stream", "the OCID of the primary stream");
  }

  String group() {
    return values.getOrDefault("--group", "ha-streaming");
  }

  /** A client that is prepared for the loss of the primary's region. */
  HaStreamClient connect() throws UsageException {
    Path state = Path.of(values.getOrDefault("--state", "stream.properties"));
    HaStreamClientBuilder builder =
        HaStreamClient.builder()
            .primary(primary())
            .secondaryResolver(resolver(state))
            .stateStore(FailoverStateStore.propertiesFile(state));
    ConfigFileAuthenticationDetailsProvider credentials = credentials();
    try {
      return builder.build(credentials);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage())); // Such as plain http.
    }
  }

  private SecondaryResolver resolver(Path state) throws UsageException {
    SecondaryResolver known =
        SecondaryResolver.firstOf(
            SecondaryResolver.environment(), SecondaryResolver.propertiesFile(state));
    String region = values.get("--secondary-region");
    if (region == null) {
      return known;
    }
    String compartment = required("--compartment", "the secondary stream's compartment");
    try {
      return SecondaryResolver.firstOf(
          known,
          SecondaryResolver.provisioning()
              .region(Region.fromRegionId(region))
              .compartmentId(compartment)
              .build());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--secondary-region or --compartment: " + e.getMessage());
    }
  }

  private StreamTarget primary() throws UsageException {
    String ocid = streamOcid();
    String endpoint = required("--endpoint", "the messages endpoint of the primary stream");
    String region = EndpointPolicy.regionOf(endpoint);
    try {
      return StreamTarget.of(region.isEmpty() ? "primary" : region, ocid, endpoint);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private ConfigFileAuthenticationDetailsProvider credentials() throws UsageException {
    String file = values.getOrDefault("--config", "~/.oci/config");
    String profile = values.getOrDefault("--profile", "DEFAULT");
    try {
      return new ConfigFileAuthenticationDetailsProvider(ConfigFileReader.parse(file, profile));
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      // The SDK reports a missing key of the profile as any of these.
      throw new UsageException(
          "the OCI configuration file " + file + ", profile " + profile + ": " + e.getMessage());
    }
  }

  private String required(String option, String what) throws UsageException {
    String value = values.get(option);
    if (value == null) {
      throw new UsageException(
          what + " is missing: give " + option + " or set " + VARIABLES.get(option));
    }
    return value;
  }
}
