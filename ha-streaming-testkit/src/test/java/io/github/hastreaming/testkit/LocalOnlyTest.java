package io.github.hastreaming.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.github.tomakehurst.wiremock.client.WireMock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page makes a browser of this machine send to the ports of a standalone region. */
class LocalOnlyTest {
  private static final String JSON = "Content-Type: application/json";
  private static final String THROTTLED = "{\"fault\":\"throttled\"}";

  private StandaloneRegions regions;
  private int control;
  private int region;

  @BeforeEach
  void startRegions() {
    regions = StandaloneRegions.start(StandaloneOptions.parse("--region", "r=0"));
    region = portIn(regions.describe().get(0));
    control = portIn(regions.describe().get(1));
  }

  @AfterEach
  void stopRegions() {
    regions.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:%d", "localhost:%d", "LOCALHOST:%d", "[::1]:%d"})
  void takesRequestsToLoopbackNames(String host) throws IOException {
    String name = String.format(host, control);

    assertThat(inject("Host: " + name, JSON)).startsWith("HTTP/1.1 201");
    assertThat(inject("Host: " + name, JSON + "; charset=utf-8", "Origin: http://" + name))
        .startsWith("HTTP/1.1 201");
    assertThat(send(control, "GET", "/regions", "", "Host: " + name)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attacker.example:%d",
        "127.0.0.1.attacker.example:%d",
        "localhost",
        "127.0.0.1:1",
        "attacker.example@localhost:%d",
        "localhost:%d.attacker.example",
        ""
      })
  void refusesOtherHosts(String host) throws IOException {
    String answer = inject("Host: " + String.format(host, control), JSON);

    assertThat(answer)
        .startsWith("HTTP/1.1 403")
        .contains("the Host header must be 127.0.0.1:" + control + " or localhost:" + control);
    assertThat(send(control, "GET", "/regions", "", "Host: " + String.format(host, control)))
        .startsWith("HTTP/1.1 403");
    assertNothingChanged();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://attacker.example",
        "null",
        "http://localhost",
        "https://localhost:%d",
        "http://localhost:%d.attacker.example"
      })
  void refusesPagesOfOtherOrigins(String origin) throws IOException {
    String page = "Origin: " + String.format(origin, control);

    assertThat(inject(host(control), JSON, page))
        .startsWith("HTTP/1.1 403")
        .contains("another origin");
    assertThat(send(control, "DELETE", "/regions/r", "", host(control), page))
        .startsWith("HTTP/1.1 403");
    assertNothingChanged();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/plain",
        "Content-Type: text/plain; application/json",
        "Content-Type: application/x-www-form-urlencoded",
        "Accept: application/json"
      })
  void refusesTypesThatAFormCanSend(String type) throws IOException {
    assertThat(inject(host(control), type))
        .startsWith("HTTP/1.1 415")
        .contains("must be application/json");
    assertNothingChanged();
  }

  @Test
  void wireMocksOwnAdminApiIsGuardedAlike() throws IOException {
    String path = "/__admin/mappings";
    String anything = "{\"response\":{\"status\":503}}";

    assertThat(send(region, "POST", path, anything, "Host: attacker.example:" + region, JSON))
        .startsWith("HTTP/1.1 403");
    assertThat(send(region, "POST", path, anything, host(region), JSON, "Origin: http://a.example"))
        .startsWith("HTTP/1.1 403");

    assertThatCode(() -> new WireMock("localhost", region).resetToDefaultMappings())
        .doesNotThrowAnyException();
    assertThat(send(region, "POST", path, anything, host(region), JSON)).startsWith("HTTP/1.1 201");
    assertThat(send(region, "GET", "/", "", host(region))).startsWith("HTTP/1.1 503");
  }

  private String inject(String... headers) throws IOException {
    return send(control, "POST", "/regions/r/faults", THROTTLED, headers);
  }

  private void assertNothingChanged() throws IOException {
    assertThat(send(control, "GET", "/regions/r/faults", "", host(control))).endsWith("[]");
    assertThat(send(control, "GET", "/regions", "", host(control))).contains("\"destroyed\":false");
  }

  private static String host(int port) {
    return "Host: 127.0.0.1:" + port;
  }

  private static int portIn(String line) {
    return URI.create(line.substring(line.indexOf("http://"))).getPort();
  }

  /** By hand, since Java's clients choose the Host header themselves. */
  private static String send(int port, String method, String path, String body, String... headers)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          String.join(
              "\r\n",
              method + " " + path + " HTTP/1.1",
              String.join("\r\n", headers),
              "Content-Length: " + body.length(),
              "Connection: close",
              "",
              body);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }
}
