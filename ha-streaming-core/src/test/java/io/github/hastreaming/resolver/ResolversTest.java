package io.github.hastreaming.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.ClientConfiguration;
import io.github.hastreaming.support.CapturedLog;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolversTest {

  private static final String OCID = "ocid1.stream.oc1.vcp.aaaasecondary";
  private static final String ENDPOINT =
      "https://cell-1.streaming.sa-vinhedo-1.oci.oraclecloud.com";

  @TempDir Path directory;

  private final ResolverContext context =
      ResolverContext.of(
          StreamTarget.of("sa-saopaulo-1", "ocid1.stream.oc1..aaaaprimary", "https://primary"),
          Pair.credentials(),
          ClientConfiguration.builder().build(),
          EndpointPolicy.allowing(Set.of("allowed.example.org")));

  private Path file(String contents) throws IOException {
    return Files.writeString(directory.resolve("stream.properties"), contents);
  }

  private List<StreamTarget> find(Path file) {
    return SecondaryResolver.propertiesFile(file).find(context);
  }

  @Test
  void readsTheFileThatTheSeedWrites() throws IOException {
    // As java.util.Properties stores it: with a comment and an escaped colon.
    Properties properties = new Properties();
    properties.setProperty("SECONDARY_STREAM_OCID", OCID);
    properties.setProperty("SECONDARY_STREAM_ENDPOINT", ENDPOINT);
    Path file = directory.resolve("stream.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, "fluxo secund\u00e1rio");
    }
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("https\\://");

    assertThat(find(file)).containsExactly(StreamTarget.of("sa-vinhedo-1", OCID, ENDPOINT));
  }

  @Test
  void readsTheFileAnewEachTime() throws IOException {
    Path file = file("SECONDARY_STREAM_OCID=\n");
    SecondaryResolver resolver = SecondaryResolver.propertiesFile(file);
    assertThat(resolver.find(context)).isEmpty();

    file("SECONDARY_STREAM_OCID=" + OCID + "\nSECONDARY_STREAM_ENDPOINT=" + ENDPOINT + "\n");

    assertThat(resolver.find(context)).hasSize(1);
  }

  @Test
  void aMissingFileOrMissingKeysAreNoAnswerAndNoError() throws IOException {
    assertThat(find(directory.resolve("none.properties"))).isEmpty();
    assertThat(find(directory.resolve("no/such/directory.properties"))).isEmpty();
    assertThat(find(file("OTHER=1\n"))).isEmpty();
    assertThat(find(file("SECONDARY_STREAM_OCID= \nSECONDARY_STREAM_ENDPOINT=\n"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SECONDARY_STREAM_OCID="
            + OCID
            + "|sets SECONDARY_STREAM_OCID but not SECONDARY_STREAM_ENDPOINT",
        "SECONDARY_STREAM_ENDPOINT=https://x|sets SECONDARY_STREAM_ENDPOINT but not SECONDARY_STREAM_OCID",
        "SECONDARY_STREAM_OCID=nonsense\\nSECONDARY_STREAM_ENDPOINT="
            + ENDPOINT
            + "|SECONDARY_STREAM_OCID: streamOcid must be",
        "SECONDARY_STREAM_OCID="
            + OCID
            + "\\nSECONDARY_STREAM_ENDPOINT=nonsense"
            + "|SECONDARY_STREAM_ENDPOINT: endpoint must be",
        "SECONDARY_STREAM_OCID="
            + OCID
            + "\\nSECONDARY_STREAM_ENDPOINT=https://evil.example.org"
            + "|SECONDARY_STREAM_ENDPOINT: endpoint https://evil.example.org is not trusted",
        "SECONDARY_STREAM_OCID="
            + OCID
            + "\\nSECONDARY_STREAM_ENDPOINT=http://streaming.sa-vinhedo-1.oci.oraclecloud.com"
            + "|SECONDARY_STREAM_ENDPOINT: endpoint",
        "SECONDARY_STREAM_OCID=\\\\u12|cannot be read"
      })
  void whatCannotBeUsedIsAnErrorThatNamesFileAndKey(String contents, String words)
      throws IOException {
    Path file = file(contents.replace("\\n", "\n").replace("\\\\", "\\"));

    assertThatThrownBy(() -> find(file))
        .isInstanceOf(SecondaryResolutionException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(words);
  }

  @Test
  void aFileThatIsADirectoryIsAnError() {
    assertThatThrownBy(() -> find(directory))
        .isInstanceOf(SecondaryResolutionException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void aPasswordInAnEndpointIsNotRepeated() throws IOException {
    Path file =
        file(
            "SECONDARY_STREAM_OCID="
                + OCID
                + "\nSECONDARY_STREAM_ENDPOINT=https://user:secret@evil.example.org\n");

    assertThatThrownBy(() -> find(file))
        .hasMessageContaining("SECONDARY_STREAM_ENDPOINT")
        .hasMessageNotContaining("secret")
        .hasStackTraceContaining("must not carry a user or password");
  }

  @Test
  void readsTheEnvironmentWithOrWithoutAPrefix() {
    Map<String, String> environment =
        Map.of(
            "SECONDARY_STREAM_OCID",
            OCID,
            "SECONDARY_STREAM_ENDPOINT",
            ENDPOINT,
            "ORDERS_SECONDARY_STREAM_OCID",
            OCID + "x",
            "ORDERS_SECONDARY_STREAM_ENDPOINT",
            "https://allowed.example.org");

    assertThat(new EnvironmentResolver("", environment::get).find(context))
        .containsExactly(StreamTarget.of("sa-vinhedo-1", OCID, ENDPOINT));
    assertThat(new EnvironmentResolver("ORDERS_", environment::get).find(context))
        .containsExactly(StreamTarget.of("vcp", OCID + "x", "https://allowed.example.org"));
    assertThat(new EnvironmentResolver("OTHER_", environment::get).find(context)).isEmpty();
  }

  @Test
  void halfAnEnvironmentIsAnErrorThatNamesTheVariable() {
    Map<String, String> environment = Map.of("ORDERS_SECONDARY_STREAM_OCID", OCID);

    assertThatThrownBy(() -> new EnvironmentResolver("ORDERS_", environment::get).find(context))
        .isInstanceOf(SecondaryResolutionException.class)
        .hasMessageContaining("the environment")
        .hasMessageContaining("but not ORDERS_SECONDARY_STREAM_ENDPOINT");
  }

  @Test
  void theProcessEnvironmentIsTheDefault() {
    assertThat(SecondaryResolver.environment("HA_STREAMING_TEST_UNSET_").find(context)).isEmpty();
  }

  @Test
  void firstOfAsksInTurn() {
    StreamTarget first = StreamTarget.of("a", OCID, "https://a");
    StreamTarget second = StreamTarget.of("b", OCID, "https://b");

    assertThat(
            SecondaryResolver.firstOf(
                    SecondaryResolver.fixed(),
                    SecondaryResolver.fixed(first, second),
                    SecondaryResolver.fixed(second))
                .find(context))
        .containsExactly(first, second);
    assertThat(SecondaryResolver.firstOf(SecondaryResolver.fixed()).find(context)).isEmpty();
  }

  @Test
  void firstOfLogsAFailureOnceAndAsksTheNext() {
    StreamTarget target = StreamTarget.of("a", OCID, "https://a");
    SecondaryResolver failing =
        asked -> {
          throw new SecondaryResolutionException("half a pair", null);
        };
    SecondaryResolver missingClass =
        asked -> {
          throw new NoClassDefFoundError("com/oracle/bmc/identity/Identity");
        };
    SecondaryResolver resolver =
        SecondaryResolver.firstOf(failing, missingClass, SecondaryResolver.fixed(target));
    try (CapturedLog log = new CapturedLog()) {
      for (int question = 0; question < 5; question++) {
        assertThat(resolver.find(context)).containsExactly(target);
      }

      assertThat(log.count("half a pair")).isEqualTo(1);
      assertThat(log.count("NoClassDefFoundError")).isEqualTo(1);
    }
  }

  @Test
  void firstOfTellsTheFirstFailureWhereNothingIsFound() {
    SecondaryResolver failing =
        asked -> {
          throw new SecondaryResolutionException("half a pair", null);
        };

    assertThatThrownBy(
            () -> SecondaryResolver.firstOf(SecondaryResolver.fixed(), failing).find(context))
        .hasMessage("half a pair");
  }

  @Test
  void firstOfProvisionsWithTheFirstThatCan() {
    StreamTarget made = StreamTarget.of("a", OCID, "https://a");
    SecondaryResolver provisioning =
        new SecondaryResolver() {
          @Override
          public List<StreamTarget> find(ResolverContext asked) {
            return List.of();
          }

          @Override
          public Optional<StreamTarget> provision(ResolverContext asked) {
            return Optional.of(made);
          }
        };

    assertThat(
            SecondaryResolver.firstOf(SecondaryResolver.fixed(), provisioning).provision(context))
        .contains(made);
  }

  @Test
  void firstOfNeedsAResolver() {
    assertThatThrownBy(SecondaryResolver::firstOf).isInstanceOf(IllegalArgumentException.class);
  }
}
