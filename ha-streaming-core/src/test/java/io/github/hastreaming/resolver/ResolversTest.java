package io.github.hastreaming.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.ClientConfiguration;
import io.github.hastreaming.support.CapturedLog;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamDescription;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
  void readsTheFilesThatTheExporterWrites() throws IOException {
    String exported =
        "export SECONDARY_STREAM_OCID='%s'%nexport SECONDARY_STREAM_ENDPOINT='%s'%n"
            .formatted(OCID, ENDPOINT);
    StreamTarget target = StreamTarget.of("sa-vinhedo-1", OCID, ENDPOINT);

    assertThat(find(file("export PATH=\"$PATH:x\"\n" + exported))).containsExactly(target);
    assertThat(find(file(exported.replace("'", "\"")))).containsExactly(target);
    assertThat(find(file(exported.replace("'", "")))).containsExactly(target);
    assertThat(find(file(exported.replace("export ", "")))).containsExactly(target);
  }

  @Test
  void doesNotGuessWhatAShellWouldExpand() throws IOException {
    Path file = file("export SECONDARY_STREAM_OCID=\"$OCID\"\n");

    assertThatThrownBy(() -> find(file))
        .isInstanceOf(SecondaryResolutionException.class)
        .hasMessageContaining("export SECONDARY_STREAM_OCID takes a shell");
  }

  @Test
  void readsWhatAnEditorSavedInAnotherEncoding() throws IOException {
    String text =
        "SECONDARY_STREAM_OCID=%s\nSECONDARY_STREAM_ENDPOINT=%s\n".formatted(OCID, ENDPOINT);
    StreamTarget target = StreamTarget.of("sa-vinhedo-1", OCID, ENDPOINT);
    Path file = file("\uFEFF" + text); // What an editor calls UTF-8 with signature.
    assertThat(find(file)).containsExactly(target);

    Files.writeString(file, text, StandardCharsets.UTF_16); // What it calls Unicode.
    assertThat(find(file)).containsExactly(target);

    Files.writeString(file, text, StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> find(file))
        .isInstanceOf(SecondaryResolutionException.class)
        .hasMessageContaining("save it as UTF-8");
  }

  @Test
  void readsThroughLinksAsAMountedConfigMapHasThem() throws IOException {
    Path file =
        file("SECONDARY_STREAM_OCID=%s\nSECONDARY_STREAM_ENDPOINT=%s\n".formatted(OCID, ENDPOINT));
    Path link = Files.createSymbolicLink(directory.resolve("link.properties"), file);

    assertThat(find(link)).hasSize(1);
  }

  @Test
  void refusesAFileThatIsTooLargeOrNone() throws IOException {
    Path large = Files.write(directory.resolve("large"), new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> find(large)).hasMessageContaining("1 MiB");
    assertThatThrownBy(() -> find(directory)).hasMessageContaining("it is a directory");
  }

  @Test
  void whatAFileSaysIsToldAsOneHarmlessLine() throws IOException {
    Path file =
        file(
            """
            SECONDARY_STREAM_OCID=\\u001b[2J\\u009bm\\u202e\\nx
            SECONDARY_STREAM_ENDPOINT=https://y
            """);
    SecondaryResolver resolver = SecondaryResolver.firstOf(SecondaryResolver.propertiesFile(file));

    try (CapturedLog log = new CapturedLog()) {
      assertThatThrownBy(() -> resolver.find(context)).hasMessageEndingWith("was \"[2J m x\"");
      assertThat(log.text()).contains("was \"[2J m x\"").doesNotContain("\u001b", "\u009b");
    }
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
    StreamTarget first = target("a");
    StreamTarget second = target("b");

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

  private static StreamTarget target(String name) {
    return StreamTarget.of(name, OCID + name, "https://" + name);
  }

  private static SecondaryResolver failing(Throwable failure) {
    return new SecondaryResolver() {
      @Override
      public List<StreamTarget> find(ResolverContext asked) {
        throw sneaky(failure);
      }

      @Override
      public Optional<StreamTarget> provision(ResolverContext asked) {
        throw sneaky(failure);
      }

      @Override
      public Optional<StreamDescription> describePrimary(ResolverContext asked) {
        throw sneaky(failure);
      }

      @Override
      public boolean provisionsAhead() {
        throw sneaky(failure);
      }
    };
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T sneaky(Throwable failure) throws T {
    throw (T) failure;
  }

  private static SecondaryResolver provisions(StreamTarget... targets) {
    return new SecondaryResolver() {
      @Override
      public List<StreamTarget> find(ResolverContext asked) {
        return List.of();
      }

      @Override
      public Optional<StreamTarget> provision(ResolverContext asked) {
        return List.of(targets).stream().findFirst();
      }

      @Override
      public Optional<StreamDescription> describePrimary(ResolverContext asked) {
        return Optional.of(new StreamDescription("orders", 1, 24));
      }

      @Override
      public boolean provisionsAhead() {
        return true;
      }
    };
  }

  @Test
  void firstOfAsksOnWhereAllThatWasFoundIsRefused() {
    StreamTarget deleted = target("deleted");
    StreamTarget forbidden = target("forbidden");
    StreamTarget fit = target("fit");
    StreamTarget further = target("further");
    StreamTarget notAskedFor = target("not-asked-for");
    SecondaryResolver resolver =
        SecondaryResolver.firstOf(
            SecondaryResolver.fixed(deleted),
            SecondaryResolver.fixed(forbidden, fit, further),
            SecondaryResolver.fixed(notAskedFor));

    assertThat(resolver.find(context)).containsExactly(deleted);
    assertThat(resolver.find(refused(deleted))).containsExactly(forbidden, fit, further, deleted);
    assertThat(resolver.find(refused(deleted, forbidden)))
        .containsExactly(fit, further, deleted, forbidden);
    assertThat(resolver.find(refused(deleted, forbidden, fit, further)))
        .containsExactly(notAskedFor, deleted, forbidden, fit, further);
  }

  private ResolverContext refused(StreamTarget... targets) {
    return context.withRefused(
        List.of(targets).stream()
            .map(StreamTarget::streamOcid)
            .collect(Collectors.toUnmodifiableSet()));
  }

  @Test
  void firstOfNamesRefusedStreamsOnceWhereThereIsNothingElse() {
    StreamTarget deleted = target("deleted");
    SecondaryResolver resolver =
        SecondaryResolver.firstOf(
            SecondaryResolver.fixed(deleted),
            failing(new IllegalStateException("no answer")),
            SecondaryResolver.fixed(deleted));

    assertThat(resolver.find(refused(deleted))).containsExactly(deleted);
  }

  @Test
  void firstOfProvisionsWithTheNextWhereARefusedStreamIsAllThatIsMade() {
    StreamTarget refusing = target("refusing");
    StreamTarget fit = target("fit");

    assertThat(
            SecondaryResolver.firstOf(provisions(refusing), provisions(fit))
                .provision(refused(refusing)))
        .contains(fit);
    assertThat(
            SecondaryResolver.firstOf(provisions(refusing), provisions())
                .provision(refused(refusing)))
        .contains(refusing);
  }

  static Stream<Throwable> whateverIsThrown() {
    return Stream.of(
        new IllegalStateException("broken"),
        new NoClassDefFoundError("missing"),
        new AssertionError("wrong"),
        new IOException("checked"),
        new RuntimeException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException("no message either");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("whateverIsThrown")
  void firstOfAsksTheNextWhateverIsThrown(Throwable failure) {
    StreamTarget fit = target("fit");
    SecondaryResolver finds =
        SecondaryResolver.firstOf(failing(failure), SecondaryResolver.fixed(fit));
    SecondaryResolver makes = SecondaryResolver.firstOf(failing(failure), provisions(fit));

    assertThat(finds.find(context)).containsExactly(fit);
    assertThat(makes.provision(context)).contains(fit);
    assertThat(makes.describePrimary(context)).isPresent();
    assertThat(makes.provisionsAhead()).isTrue();
    SecondaryResolver alone = SecondaryResolver.firstOf(failing(failure));
    assertThat(alone.provisionsAhead()).isFalse();
    assertThatThrownBy(() -> alone.find(context)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> alone.provision(context)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> alone.describePrimary(context)).isInstanceOf(RuntimeException.class);
  }

  @Test
  @SuppressWarnings("NullAway") // What the contract forbids.
  void firstOfTakesAnAnswerThatIsNoneForAFailure() {
    StreamTarget fit = target("fit");
    SecondaryResolver resolver =
        SecondaryResolver.firstOf(
            asked -> java.util.Arrays.asList(fit, null),
            asked -> null,
            SecondaryResolver.fixed(fit));

    assertThat(resolver.find(context)).containsExactly(fit);
  }

  @Test
  void firstOfDoesNotGoOnInAMachineThatIsBroken() {
    SecondaryResolver resolver =
        SecondaryResolver.firstOf(
            failing(new OutOfMemoryError("heap")), SecondaryResolver.fixed(target("fit")));

    assertThatThrownBy(() -> resolver.find(context)).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void firstOfKeepsAnInterruption() {
    SecondaryResolver resolver =
        SecondaryResolver.firstOf(
            failing(new InterruptedException()), SecondaryResolver.fixed(target("fit")));

    assertThat(resolver.find(context)).hasSize(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void theContextTellsWhatIsKnownAndRefused() {
    ResolverContext learned =
        context
            .withKnown(Set.of("known"))
            .withRefused(Set.of("refused"))
            .withPrimaryDescription(Optional.of(new StreamDescription("orders", 1, 24)));

    assertThat(learned.knownOcids()).containsExactly("known");
    assertThat(learned.refusedOcids()).containsExactly("refused");
    assertThat(learned.primaryDescription()).isPresent();
    assertThat(learned.primary()).isEqualTo(context.primary());
    assertThat(context.knownOcids()).isEmpty();
    assertThat(context.refusedOcids()).isEmpty();
    assertThatThrownBy(() -> learned.refusedOcids().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void firstOfNeedsAResolver() {
    assertThatThrownBy(SecondaryResolver::firstOf).isInstanceOf(IllegalArgumentException.class);
  }
}
