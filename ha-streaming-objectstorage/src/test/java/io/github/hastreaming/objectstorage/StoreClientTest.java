package io.github.hastreaming.objectstorage;

import static io.github.hastreaming.state.contract.States.PRIMARY;
import static io.github.hastreaming.state.contract.States.onPrimary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.http.client.ProxyConfiguration;
import com.oracle.bmc.http.client.StandardClientProperties;
import io.github.hastreaming.state.StateStoreException;
import io.github.hastreaming.support.CannedServer;
import io.github.hastreaming.support.CannedServer.Answer;
import io.github.hastreaming.support.Pair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP client that a store makes for itself. */
class StoreClientTest {

  private static ObjectStorageStateStoreBuilder builder() {
    return ObjectStorageStateStore.builder().namespace("tenancy1").bucket("states");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) {
    try (CannedServer other = new CannedServer(Answer.json(200, "{}"));
        CannedServer service =
            new CannedServer(Answer.redirect(status, other.endpoint() + "/elsewhere"));
        ObjectStorageStateStore store = builder().buildAt(Pair.credentials(), service.endpoint())) {
      assertThatThrownBy(() -> store.load(PRIMARY.streamOcid()))
          .isInstanceOf(StateStoreException.class);
      assertThatThrownBy(() -> store.compareAndSet(Optional.empty(), onPrimary(1)))
          .isInstanceOf(StateStoreException.class);

      assertThat(service.requests()).hasSize(2);
      assertThat(other.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sa-vinhedo-1, objectstorage.sa-vinhedo-1.oraclecloud.com",
    "xx-new-1, objectstorage.xx-new-1.oraclecloud.com",
    "xx-new-1.oraclecloud5.com, objectstorage.xx-new-1.oraclecloud5.com"
  })
  void goesThroughAProxyToRegionsTheSdkMayNotKnow(String region, String host) throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket proxy = new ServerSocket(0, 1, here);
        ObjectStorageStateStore store =
            builder().clientConfigurator(through(proxy)).build(Pair.credentials(), region)) {
      CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> firstLine(proxy));

      assertThatThrownBy(() -> store.load(PRIMARY.streamOcid()))
          .isInstanceOf(StateStoreException.class);

      assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo("CONNECT " + host + ":443 HTTP/1.1");
    }
  }

  private static ClientConfigurator through(ServerSocket proxy) {
    return client ->
        client.property(
            StandardClientProperties.PROXY,
            ProxyConfiguration.builder()
                .proxy(new Proxy(Proxy.Type.HTTP, proxy.getLocalSocketAddress()))
                .build());
  }

  private static String firstLine(ServerSocket proxy) {
    try (Socket client = proxy.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
      return String.valueOf(in.readLine());
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void takesNamesOfRegionsOnly() {
    assertThatThrownBy(() -> builder().build(Pair.credentials(), "https://evil.org/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("region must be a name such as");
  }
}
