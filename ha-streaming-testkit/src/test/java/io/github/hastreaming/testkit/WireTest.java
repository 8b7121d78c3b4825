package io.github.hastreaming.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client that is not the Java SDK sees on the wire. */
class WireTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.600Z");

  @RegisterExtension
  private final EmulatedRegion region =
      new EmulatedRegion(1, options -> options.clock(Clock.fixed(NOW, ZoneOffset.UTC)));

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void putAnswersAsTheServiceDoes() throws Exception {
    HttpResponse<String> response =
        send("POST", "/messages", "{\"messages\":[{\"key\":\"aw==\",\"value\":\"dg==\"}]}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("Date")).hasValue("Fri, 02 Jan 2026 03:04:05 GMT");
    assertThat(response.body())
        .isEqualTo(
            "{\"failures\":0,\"entries\":[{\"partition\":\"0\",\"offset\":0,"
                + "\"timestamp\":\"2026-01-02T03:04:05.600Z\","
                + "\"error\":null,\"errorMessage\":null}]}");
  }

  @Test
  void getAnswersABareArrayAndTheCursorInAHeader() throws Exception {
    send("POST", "/messages", "{\"messages\":[{\"key\":\"+/8=\",\"value\":\"dg==\"}]}");
    String cursor = cursor("{\"partition\":\"0\",\"type\":\"TRIM_HORIZON\"}");

    HttpResponse<String> response = send("GET", "/messages?limit=10&cursor=" + cursor, "");

    assertThat(response.body())
        .isEqualTo(
            "[{\"stream\":\"events\",\"partition\":\"0\",\"key\":\"+/8=\",\"value\":\"dg==\","
                + "\"offset\":0,\"timestamp\":\"2026-01-02T03:04:05.600Z\"}]");
    assertThat(response.headers().firstValue("opc-next-cursor")).isPresent();
  }

  @Test
  void echoesTheRequestIdOrMakesOne() throws Exception {
    HttpResponse<String> named =
        http.send(
            request("POST", "/messages", "{}").header("OPC-Request-ID", "mine").build(),
            BodyHandlers.ofString());
    HttpResponse<String> unnamed = send("POST", "/messages", "{}");

    assertThat(named.headers().firstValue("opc-request-id")).hasValue("mine");
    assertThat(unnamed.headers().firstValue("opc-request-id")).isPresent();
  }

  @Test
  void ignoresUnknownFields() throws Exception {
    HttpResponse<String> response =
        send("POST", "/messages", "{\"later\":1,\"messages\":[{\"value\":\"dg==\",\"x\":{}}]}");

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void readsDatesAsIsoAndAsEpochMilliseconds() throws Exception {
    assertThat(cursor(atTime("\"2026-01-02T03:04:05.123456789Z\""))).isNotEmpty();
    assertThat(cursor(atTime("\"2026-01-02T03:04:05+02:00\""))).isNotEmpty();
    assertThat(cursor(atTime("1767322800000"))).isNotEmpty();
    assertError(send("POST", "/cursors", atTime("\"today\"")), 400, "CannotParseRequest");
  }

  @Test
  void refusesWhatIsNotJson() throws Exception {
    for (String body : new String[] {"", "{", "[]", "null", "{} {}", "{\"messages\":7}"}) {
      HttpResponse<String> response = send("POST", "/messages", body);

      assertError(response, 400, "CannotParseRequest");
      assertThat(response.body()).contains("Unable to parse JSON body");
    }
  }

  @Test
  void refusesWhatIsNotBase64() throws Exception {
    assertError(
        send("POST", "/messages", "{\"messages\":[{\"value\":\"-_8=\"}]}"),
        400,
        "CannotParseRequest");
  }

  @Test
  void refusesAnUnknownCursorType() throws Exception {
    assertError(
        send("POST", "/cursors", "{\"partition\":\"0\",\"type\":\"MIDDLE\"}"),
        400,
        "InvalidParameter");
  }

  @Test
  void refusesAReadWithoutCursor() throws Exception {
    assertError(send("GET", "/messages", ""), 400, "MissingParameter");
    assertError(send("GET", "/messages?cursor=x&limit=ten", ""), 400, "InvalidParameter");
  }

  @Test
  void knowsNoOtherPathsAndMethods() throws Exception {
    assertError(send("GET", "/nothing", ""), 404, "NotAuthorizedOrNotFound");
    assertError(send("DELETE", "/messages", ""), 405, "MethodNotAllowed");
    HttpResponse<String> root =
        http.send(
            HttpRequest.newBuilder(URI.create(region.emulator().endpoint())).build(),
            BodyHandlers.ofString());
    assertError(root, 404, "NotAuthorizedOrNotFound");
  }

  @Test
  void recordsRequests() throws Exception {
    http.send(
        request("POST", "/messages?x=1", "{}")
            .header("opc-request-id", "id")
            .header("opc-client-retries", "false")
            .build(),
        BodyHandlers.ofString());

    assertThat(region.emulator().requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.method()).isEqualTo("POST");
              assertThat(request.path())
                  .isEqualTo("/20180418/streams/" + region.streamOcid() + "/messages");
              assertThat(request.operation()).isEqualTo("putMessages");
              assertThat(request.opcRequestId()).isEqualTo("id");
              assertThat(request.opcClientRetries()).isEqualTo("false");
              assertThat(request.arrivedAt()).isEqualTo(NOW);
            });

    region.emulator().clearRequests();
    assertThat(region.emulator().requests()).isEmpty();
  }

  private String cursor(String body) throws IOException, InterruptedException {
    JsonNode answer = new ObjectMapper().readTree(send("POST", "/cursors", body).body());
    return answer.get("value").asText().replace("+", "%2B").replace("=", "%3D");
  }

  private static String atTime(String time) {
    return "{\"partition\":\"0\",\"type\":\"AT_TIME\",\"time\":" + time + "}";
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(request(method, path, body).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    String stream = "/20180418/streams/" + region.streamOcid();
    return HttpRequest.newBuilder(URI.create(region.emulator().endpoint() + stream + path))
        .method(method, BodyPublishers.ofString(body));
  }

  private static void assertError(HttpResponse<String> response, int status, String code)
      throws IOException {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(new ObjectMapper().readTree(response.body()).get("code").asText()).isEqualTo(code);
  }
}
