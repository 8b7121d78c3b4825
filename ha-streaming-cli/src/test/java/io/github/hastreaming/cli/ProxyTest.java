package io.github.hastreaming.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.testkit.TestCredentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line where OCI is behind a proxy, in a region that the SDK does not know. */
class ProxyTest {

  @TempDir Path directory;
  private final StringWriter err = new StringWriter();

  private int status(String proxy) throws IOException {
    Path key = Files.writeString(directory.resolve("key.pem"), TestCredentials.privateKeyPem());
    Path config =
        Files.writeString(
            directory.resolve("config"),
            String.join(
                "\n",
                "[DEFAULT]",
                "user=" + TestCredentials.userId(),
                "tenancy=" + TestCredentials.tenancyId(),
                "fingerprint=" + TestCredentials.fingerprint(),
                "region=sa-saopaulo-1",
                "key_file=" + key));
    CommandLine commandLine = HaStreaming.commandLine();
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(
        "status",
        "--store",
        "oci:tenancy1/states@xx-new-1",
        "--primary",
        "ocid1.stream.oc19..aaaaprimary",
        "--config-file",
        config.toString(),
        "--proxy",
        proxy);
  }

  @Test
  void theStoreIsAskedThroughTheProxy() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> firstLine(proxy));

      assertThat(status("127.0.0.1:" + proxy.getLocalPort())).isEqualTo(HaStreaming.NO_STATE);

      assertThat(asked.get(10, TimeUnit.SECONDS))
          .isEqualTo("CONNECT objectstorage.xx-new-1.oraclecloud.eu:443 HTTP/1.1");
    }
  }

  private static String firstLine(ServerSocket proxy) {
    try (Socket client = proxy.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
      return String.valueOf(in.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy", "proxy:0", "proxy:99999", "http://proxy:80", "a b:80"})
  void anythingElseIsWrongUsage(String proxy) throws Exception {
    assertThat(status(proxy)).isEqualTo(HaStreaming.WRONG_USAGE);
    assertThat(err.toString()).contains("--proxy takes HOST:PORT");
  }
}
