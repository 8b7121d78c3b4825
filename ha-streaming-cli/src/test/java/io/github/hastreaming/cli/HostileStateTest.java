package io.github.hastreaming.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.model.BmcException;
import com.sun.net.httpserver.HttpServer;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.TestCredentials;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a store or a server says is shown to an operator and does nothing to the terminal. */
class HostileStateTest {

  private static final String PRIMARY = "ocid1.stream.oc1..aaaaprimary";
  private static final String CLEARS_THE_SCREEN = "\\u001b[2J\\u009b2J\\u202e\\u2028x";

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path stateFile() {
    Path file = directory.resolve("stream.properties");
    FailoverStateStore.propertiesFile(file)
        .compareAndSet(
            Optional.empty(),
            FailoverState.initial(
                StreamTarget.of("sa-saopaulo-1", PRIMARY, "https://primary"), Instant.EPOCH));
    return file;
  }

  private int status(Path file, String... options) {
    CommandLine commandLine = HaStreaming.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] all = new String[options.length + 5];
    System.arraycopy(
        new String[] {"status", "--store", "file:" + file, "--primary", PRIMARY}, 0, all, 0, 5);
    System.arraycopy(options, 0, all, 5, options.length);
    return commandLine.execute(all);
  }

  private static void assertHarmless(String text) {
    assertThat(text.replace(System.lineSeparator(), "").codePoints())
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.LINE_SEPARATOR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HA_STREAMING_REASON", "HA_STREAMING_CHANGED_BY"})
  void theStatusIsHarmless(String key) throws Exception {
    Path file = stateFile();
    Files.writeString(file, Files.readString(file) + key + "=" + CLEARS_THE_SCREEN + "\n");

    assertThat(status(file)).isEqualTo(HaStreaming.DONE);
    assertThat(status(file, "--json")).isEqualTo(HaStreaming.DONE);

    assertThat(out.toString()).contains("[2J");
    assertHarmless(out.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HA_STREAMING_EPOCH",
        "HA_STREAMING_ACTIVE_OCID",
        "HA_STREAMING_PRIMARY_OCID",
        "HA_STREAMING_TARGET_1_REGION"
      })
  void soAreErrors(String key) throws Exception {
    Path file = stateFile();
    Files.writeString(file, Files.readString(file) + key + "=" + CLEARS_THE_SCREEN + "\n");

    assertThat(status(file)).isEqualTo(HaStreaming.NO_STATE);

    assertThat(err.toString()).contains("[2J");
    assertHarmless(err.toString());
  }

  @Test
  void countingFollowsNoRedirect() throws Exception {
    AtomicInteger elsewhere = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Location", endpoint + "/elsewhere");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/elsewhere",
        exchange -> {
          elsewhere.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      StreamTarget target = StreamTarget.of("sa-saopaulo-1", PRIMARY, endpoint);

      assertThat(catchThrowable(() -> Unread.of(target, "billing", credentials(), client -> {})))
          .isInstanceOf(BmcException.class);
      assertThat(elsewhere).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  private static SimpleAuthenticationDetailsProvider credentials() {
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(TestCredentials.tenancyId())
        .userId(TestCredentials.userId())
        .fingerprint(TestCredentials.fingerprint())
        .privateKeySupplier(TestCredentials::privateKey)
        .build();
  }
}
