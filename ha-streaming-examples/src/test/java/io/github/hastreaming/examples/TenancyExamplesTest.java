package io.github.hastreaming.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.TestCredentials;
import io.github.hastreaming.testkit.TwoRegions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The examples for a tenancy, run against an emulated region as they run against a real one. */
class TenancyExamplesTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  @TempDir Path directory = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void writesAConfigurationFile() throws IOException {
    Path key = Files.writeString(directory.resolve("key.pem"), TestCredentials.privateKeyPem());
    Path config =
        Files.writeString(
            directory.resolve("config"),
            String.join(
                "\n",
                "[DEFAULT]",
                "tenancy=" + TestCredentials.tenancyId(),
                "user=" + TestCredentials.userId(),
                "fingerprint=" + TestCredentials.fingerprint(),
                "key_file=" + key,
                "region=sa-saopaulo-1",
                ""));
    environment =
        Map.of(
            "OCI_CONFIG_FILE", config.toString(),
            "STREAM_OCID", regions.primaryStreamOcid(),
            "STREAM_PROPERTIES", directory.resolve("stream.properties").toString());
  }

  private int produce(String lines, String... args) throws IOException {
    return StreamProducer.run(
        new ByteArrayInputStream(lines.getBytes(UTF_8)),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        environment,
        List.of(args));
  }

  @Test
  void theProducerPutsEachLine() throws IOException {
    int status = produce("one\ntwo\n", "--endpoint", regions.primary().endpoint());

    assertThat(status).as(err.toString(UTF_8)).isZero();
    assertThat(regions.primary().messages())
        .extracting(message -> message.valueAsString())
        .containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void theConsumerPrintsWhatTheProducerPut() throws Exception {
    assertThat(produce("one\n", "--endpoint", regions.primary().endpoint())).isZero();
    out.reset();
    CountDownLatch stop = new CountDownLatch(1);

    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(() -> consume(stop, regions.primary().endpoint()));
    Awaitility.await().until(() -> out.toString(UTF_8).contains(" one"));
    stop.countDown();

    assertThat(status.get(30, TimeUnit.SECONDS)).isZero();
  }

  private int consume(CountDownLatch stop, String endpoint) {
    try {
      return StreamConsumer.run(
          new PrintStream(out, true, UTF_8),
          new PrintStream(err, true, UTF_8),
          environment,
          List.of("--endpoint", endpoint),
          stop);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThat(produce("one\n")).isEqualTo(FailoverDemo.WRONG_USAGE);
    assertThat(err.toString(UTF_8)).contains("--endpoint").contains("STREAM_ENDPOINT");
  }

  @Test
  void saysWhichConfigurationFileIsMissing() throws IOException {
    int status =
        produce("one\n", "--endpoint", regions.primary().endpoint(), "--config", "/no/such/config");

    assertThat(status).isEqualTo(FailoverDemo.WRONG_USAGE);
    assertThat(err.toString(UTF_8)).contains("/no/such/config");
  }

  @Test
  void saysWhichOptionIsUnknown() throws IOException {
    assertThat(produce("one\n", "--endpont", "x")).isEqualTo(FailoverDemo.WRONG_USAGE);
    assertThat(err.toString(UTF_8))
        .startsWith("unknown option --endpont")
        .contains("--help")
        .hasLineCount(1);
  }

  @Test
  void saysInOneLineThatAnEndpointIsNotSafe() throws IOException {
    int status = produce("one\n", "--endpoint", "http://streaming.example.org");

    assertThat(status).isEqualTo(FailoverDemo.WRONG_USAGE);
    assertThat(err.toString(UTF_8)).contains("must be https").hasLineCount(1);
  }

  @Test
  void saysInOneLineThatALineIsNotStored() throws IOException {
    regions.primary().inject(Fault.status(404, "NotAuthorizedOrNotFound", "no such stream"));

    int status = produce("one\n", "--endpoint", regions.primary().endpoint());

    assertThat(status).isEqualTo(FailoverDemo.BAD);
    assertThat(err.toString(UTF_8)).startsWith("not stored: 404").hasLineCount(1);
  }
}
