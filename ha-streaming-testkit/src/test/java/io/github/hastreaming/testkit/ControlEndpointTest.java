package io.github.hastreaming.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.StreamClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlEndpointTest {
  private static final String REGION = "/regions/sa-saopaulo-1";

  private final HttpClient http = HttpClient.newHttpClient();
  private StandaloneRegions regions;
  private String control;
  private String ocid;
  private StreamClient client;

  @BeforeEach
  void startRegions() throws Exception {
    regions =
        StandaloneRegions.start(
            StandaloneOptions.parse(
                "--region",
                "sa-saopaulo-1=0",
                "--region",
                "sa-vinhedo-1=0",
                "--stream",
                "events:1@sa-saopaulo-1"));
    String line = regions.describe().get(regions.describe().size() - 1);
    control = line.substring(line.indexOf('=') + 1);
    JsonNode region = json(send("GET", "/regions", "")).get(0);
    ocid = region.get("streams").get(0).get("ocid").asText();
    client = PlainSdk.streamClient(region.get("endpoint").asText());
  }

  @AfterEach
  void stopRegions() {
    client.close();
    regions.close();
  }

  @Test
  void describesTheRegions() throws Exception {
    JsonNode all = json(send("GET", "/regions", ""));

    assertThat(all).hasSize(2);
    assertThat(all.get(0).get("name").asText()).isEqualTo("sa-saopaulo-1");
    JsonNode stream = all.get(0).get("streams").get(0);
    assertThat(stream.get("name").asText()).isEqualTo("events");
    assertThat(stream.get("partitions").asInt()).isEqualTo(1);
    assertThat(stream.get("lifecycleState").asText()).isEqualTo("ACTIVE");
    assertThat(all.get(1).get("streams")).isEmpty();
  }

  @Test
  void tellsWhatARegionHolds() throws Exception {
    put();

    JsonNode message = json(send("GET", REGION + "/messages?stream=" + ocid, "")).get(0);

    assertThat(message.get("streamId").asText()).isEqualTo(ocid);
    assertThat(message.get("partition").asText()).isEqualTo("0");
    assertThat(message.get("offset").asLong()).isZero();
    assertThat(message.get("key").isNull()).isTrue();
    assertThat(message.get("value").binaryValue()).isEqualTo(EmulatedRegion.bytes("a"));
    assertThat(json(send("GET", REGION + "/messages", ""))).hasSize(1);
    assertThat(json(send("GET", "/regions/sa-vinhedo-1/messages", ""))).isEmpty();
  }

  @Test
  void tellsWhichRequestsCame() throws Exception {
    put();

    JsonNode requests = json(send("GET", REGION + "/requests", ""));
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).get("operation").asText()).isEqualTo("putMessages");

    assertThat(send("DELETE", REGION + "/requests", "").statusCode()).isEqualTo(204);
    assertThat(json(send("GET", REGION + "/requests", ""))).isEmpty();
  }

  @Test
  void switchesFaultsOnAndOff() throws Exception {
    JsonNode fault = json(inject("{\"fault\":\"status\",\"status\":503,\"on\":\"writes\"}"));
    assertThat(failureOfPut().getStatusCode()).isEqualTo(503);

    JsonNode active = json(send("GET", REGION + "/faults", "")).get(0);
    assertThat(active.get("id")).isEqualTo(fault.get("id"));
    assertThat(active.get("hits").asInt()).isEqualTo(1);

    String path = REGION + "/faults/" + fault.get("id").asInt();
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
    put();
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"fault\":\"status\",\"status\":418,\"code\":\"Teapot\",\"message\":\"short\"}",
        "{\"fault\":\"throttled\"}",
        "{\"fault\":\"reset-before-processing\"}",
        "{\"fault\":\"reset-after-processing\"}",
        "{\"fault\":\"truncated-answer\"}",
        "{\"fault\":\"refused\"}",
        "{\"fault\":\"html\",\"status\":407}",
        "{\"fault\":\"html\",\"status\":200,\"page\":\"<html/>\"}",
        "{\"fault\":\"redirect\",\"status\":308,\"url\":\"http://127.0.0.1:1/\"}",
        "{\"fault\":\"redirect-to\",\"status\":307,\"endpoint\":\"http://127.0.0.1:1\"}",
        "{\"fault\":\"status\",\"status\":500,\"on\":\"putMessages\"}",
        "{\"fault\":\"status\",\"status\":500,\"on\":[\"getGroup\",\"putMessages\"]}",
        "{\"fault\":\"status\",\"status\":500,\"by\":\"ocid1.user.oc1..aaaaaaaatestkit\"}",
        "{\"fault\":\"status\",\"status\":500,\"times\":1,\"share\":1.0,\"on\":\"all\"}"
      })
  void knowsEveryFaultThatFailsAtOnce(String fault) throws Exception {
    assertThat(inject(fault).statusCode()).isEqualTo(201);
    assertThat(failureOfPut()).isNotNull();

    assertThat(send("DELETE", REGION + "/faults", "").statusCode()).isEqualTo(204);

    put();
    assertThat(json(send("GET", REGION + "/faults", ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"fault\":\"hang\"}",
        "{\"fault\":\"delay\",\"delayMillis\":3600000}",
        "{\"fault\":\"slow\",\"delayMillis\":3600000}",
        "{\"fault\":\"slow\",\"leastMillis\":1,\"mostMillis\":3600000}"
      })
  void knowsEveryFaultThatTakesLong(String fault) throws Exception {
    assertThat(inject(fault).statusCode()).isEqualTo(201);
    assertThat(json(send("GET", REGION + "/faults", ""))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{}",
        "{\"fault\":\"flood\"}",
        "{\"fault\":\"status\"}",
        "{\"fault\":\"status\",\"status\":200}",
        "{\"fault\":\"delay\"}",
        "{\"fault\":\"hang\",\"on\":\"everything\"}",
        "{\"fault\":\"hang\",\"on\":[\"getMessages\",\"everything\"]}",
        "{\"fault\":\"slow\"}",
        "{\"fault\":\"slow\",\"leastMillis\":1}",
        "{\"fault\":\"slow\",\"leastMillis\":2,\"mostMillis\":1}",
        "{\"fault\":\"html\"}",
        "{\"fault\":\"redirect\",\"status\":302}",
        "{\"fault\":\"redirect\",\"status\":302,\"url\":\"nowhere\"}",
        "{\"fault\":\"hang\",\"times\":0}",
        "{\"fault\":\"refused\",\"times\":1}"
      })
  void refusesFaultsThatMakeNoSense(String fault) throws Exception {
    HttpResponse<String> response = inject(fault);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("message").asText()).isNotBlank();
    put();
  }

  @Test
  void throttlesAPartition() throws Exception {
    String body = "{\"streamId\":\"" + ocid + "\",\"partition\":\"0\",\"calls\":1}";
    assertThat(send("POST", REGION + "/throttle", body).statusCode()).isEqualTo(204);

    assertThat(put()).isEqualTo(1);
    assertThat(put()).isZero();
    assertThat(send("POST", REGION + "/throttle", "{}").statusCode()).isEqualTo(400);
    assertThat(send("POST", REGION + "/throttle", body.replace("\"0\"", "\"7\"")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void setsPermissions() throws Exception {
    String path = REGION + "/permissions";
    assertThat(send("PUT", path, "{\"allow\":\"pull-only\"}").statusCode()).isEqualTo(204);
    assertThat(failureOfPut().getStatusCode()).isEqualTo(404);

    String own =
        "{\"allow\":[\"getMessages\"],\"by\":\""
            + TestCredentials.userId()
            + "\",\"refusedWith\":401}";
    assertThat(send("PUT", path, own).statusCode()).isEqualTo(204);
    assertThat(failureOfPut().getStatusCode()).isEqualTo(401);

    String push = own.replace("getMessages", "push-only");
    assertThat(send("PUT", path, push).statusCode()).isEqualTo(204);
    assertThat(put()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"allow\":\"everything\"}",
        "{\"allow\":[\"all\",\"none\"]}",
        "{\"allow\":\"all\",\"refusedWith\":500}"
      })
  void refusesPermissionsThatMakeNoSense(String permissions) throws Exception {
    HttpResponse<String> response = send("PUT", REGION + "/permissions", permissions);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("message").asText()).isNotBlank();
    put();
  }

  @Test
  void destroysARegion() throws Exception {
    put();

    assertThat(send("DELETE", REGION, "").statusCode()).isEqualTo(204);

    assertThat(failureOfPut()).isNotNull();
    JsonNode region = json(send("GET", "/regions", "")).get(0);
    assertThat(region.get("destroyed").asBoolean()).isTrue();
    assertThat(region.get("streams")).isEmpty();
    assertThat(send("DELETE", REGION + "/faults", "").statusCode()).isEqualTo(204);
    assertThat(failureOfPut()).isNotNull();
    assertThat(inject("{\"fault\":\"hang\"}").statusCode()).isEqualTo(400);
    assertThat(json(send("GET", REGION + "/faults", ""))).isEmpty();
  }

  @Test
  void letsTimePass() throws Exception {
    put();
    String oneDay = "{\"advanceMillis\":86400001}";

    assertThat(send("POST", REGION + "/clock", oneDay).statusCode()).isEqualTo(204);

    assertThat(json(send("GET", REGION + "/messages", ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing", "/regions/nowhere/messages", REGION, REGION + "/x/y/z"})
  void knowsNoOtherPaths(String path) throws Exception {
    assertThat(send("GET", path, "").statusCode()).isEqualTo(404);
  }

  private int put() {
    return client
        .putMessages(EmulatedRegion.putRequest(ocid, "a"))
        .getPutMessagesResult()
        .getFailures();
  }

  private BmcException failureOfPut() {
    return catchThrowableOfType(BmcException.class, this::put);
  }

  private HttpResponse<String> inject(String fault) throws IOException, InterruptedException {
    return send("POST", REGION + "/faults", fault);
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(control + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body());
  }
}
