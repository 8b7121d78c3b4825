package io.github.hastreaming.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.http.client.ProxyConfiguration;
import com.oracle.bmc.http.client.StandardClientProperties;
import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.region.SdkStreamFactory;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.ClientConfigurators;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.target.StreamTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/networking.md says of certificates and proxies, seen over TLS. */
class OwnNetworkSettingsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final StreamTimeouts TIMEOUTS =
      new StreamTimeouts(Defaults.CONNECT_TIMEOUT, Defaults.READ_TIMEOUT);
  private static final String OCID = "ocid1.stream.oc1..aaaaprimary";

  @TempDir Path directory;
  private SSLContext ofTheCompany = emptyContext();
  private HttpsServer server = newServer();

  private static SSLContext emptyContext() {
    try {
      return SSLContext.getInstance("TLS");
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpsServer newServer() {
    try {
      return HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void startAServerThatTheJdkDoesNotTrust() throws Exception {
    Path store = directory.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=region",
                "-ext",
                "san=ip:127.0.0.1")
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    KeyManagerFactory identity =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    identity.init(keys, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("company", keys.getCertificate("server"));
    trust.init(trusted);
    ofTheCompany.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
    server.setHttpsConfigurator(new HttpsConfigurator(ofTheCompany));
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "[]".getBytes(StandardCharsets.US_ASCII);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.getResponseHeaders().set("opc-next-cursor", "next");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopTheServer() {
    server.stop(0);
  }

  private String endpoint() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String read(String endpoint, ClientConfigurator network) {
    StreamTarget target = StreamTarget.of("sa-saopaulo-1", OCID, endpoint);
    SdkStreamFactory factory =
        new SdkStreamFactory(
            null, Pair.credentials(), ClientConfigurators.withoutRedirects(network));
    try (StreamClient client = (StreamClient) factory.create(target, TIMEOUTS)) {
      return client
          .getMessages(GetMessagesRequest.builder().streamId(OCID).cursor("c").build())
          .getOpcNextCursor();
    }
  }

  private static void assertOutage(BmcException failure, String reason) {
    assertThat(RegionFailure.describe(failure)).contains(reason);
    assertThat(FailureClassifier.standard().classify(StreamOperation.GET_MESSAGES, failure))
        .isEqualTo(FailureKind.OUTAGE);
  }

  @Test
  void aContextOfTheApplicationsIsUsed() {
    assertThat(
            read(
                endpoint(),
                client -> client.property(StandardClientProperties.SSL_CONTEXT, ofTheCompany)))
        .isEqualTo("next");
  }

  @Test
  void aCertificateThatIsNotTrustedIsAnOutageOfThePath() {
    assertOutage(
        catchThrowableOfType(BmcException.class, () -> read(endpoint(), client -> {})), "CertPath");
  }

  @Test
  void aProxyThatRefusesTheTunnelIsAnOutageOfThePath() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> refuse(proxy));

      BmcException failure =
          catchThrowableOfType(
              BmcException.class,
              () ->
                  read(
                      "https://streaming.sa-saopaulo-1.oci.oraclecloud.com",
                      client ->
                          client.property(
                              StandardClientProperties.PROXY,
                              ProxyConfiguration.builder()
                                  .proxy(new Proxy(Proxy.Type.HTTP, proxy.getLocalSocketAddress()))
                                  .build())));

      answered.join();
      assertOutage(failure, "407");
    }
  }

  private static void refuse(ServerSocket proxy) {
    try (Socket client = proxy.accept()) {
      client.getInputStream().read(new byte[4096]);
      client
          .getOutputStream()
          .write(
              ("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Type: text/html\r\n"
                      + "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 6\r\n\r\n<html>")
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
