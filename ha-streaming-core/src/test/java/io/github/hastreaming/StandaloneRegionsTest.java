package io.github.hastreaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.JavaProcess;
import io.github.hastreaming.support.Load;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.OciStreamingEmulatorMain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The regions in a process of their own, as an application in any language meets them. */
class StandaloneRegionsTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Map<String, String> streams = new HashMap<>();
  private final Map<String, String> endpoints = new HashMap<>();
  private String control = "";

  private JavaProcess startRegions() {
    JavaProcess regions =
        JavaProcess.start(
            OciStreamingEmulatorMain.class,
            "--region",
            "sa-saopaulo-1=0",
            "--region",
            "sa-vinhedo-1=0",
            "--stream",
            "orders:2");
    for (String line = regions.readLine(); !line.equals("ready"); line = regions.readLine()) {
      if (line.startsWith("region ")) {
        endpoints.put(field(line, "name"), field(line, "endpoint"));
      } else if (line.startsWith("stream ")) {
        streams.put(field(line, "region"), field(line, "ocid"));
      } else if (line.startsWith("control ")) {
        control = field(line, "endpoint");
      }
    }
    return regions;
  }

  private static String field(String line, String name) {
    String rest = line.substring(line.indexOf(name + "=") + name.length() + 1);
    return rest.contains(" ") ? rest.substring(0, rest.indexOf(' ')) : rest;
  }

  private StreamTarget target(String region) {
    return StreamTarget.of(
        region, streams.getOrDefault(region, ""), endpoints.getOrDefault(region, ""));
  }

  private String call(String method, String path, String body) throws Exception {
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(control + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(method + " " + path + ": " + response.body());
    }
    return response.body();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"fault\": \"status\", \"status\": 500}",
        "{\"fault\": \"throttled\", \"on\": \"writes\"}",
        "{\"fault\": \"hang\"}",
        "{\"fault\": \"reset-before-processing\"}",
        "{\"fault\": \"reset-after-processing\"}",
        "{\"fault\": \"truncated-answer\"}",
        "{\"fault\": \"refused\"}"
      })
  void eightThreadsOfAnotherProcessAreServedThroughEveryFault(String fault) throws Exception {
    try (JavaProcess regions = startRegions()) {
      serveThrough(fault);
      regions.kill();
    }
  }

  private void serveThrough(String fault) throws Exception {
    RecordingListener events = new RecordingListener();
    try (HaStreamClient client =
            Pair.client(
                HaStreamClient.builder()
                    .primary(target("sa-saopaulo-1"))
                    .secondaryResolver(SecondaryResolver.fixed(target("sa-vinhedo-1")))
                    .readTimeout(Duration.ofSeconds(1))
                    .slowCallThreshold(Duration.ofMillis(400))
                    .listener(events));
        Load load = Load.of(client, target("sa-saopaulo-1").streamOcid(), 8)) {
      load.awaitAcknowledged(50);
      call("POST", "/regions/sa-saopaulo-1/faults", fault);
      events.awaitFailoversCompleted(1);
      load.awaitAcknowledged(load.acknowledged().size() + 50);
      load.stop();
      call("DELETE", "/regions/sa-saopaulo-1/faults", "");

      assertThat(load.errors()).isEmpty();
      List<String> held =
          List.of(
              call("GET", "/regions/sa-saopaulo-1/messages", ""),
              call("GET", "/regions/sa-vinhedo-1/messages", ""));
      for (String value : load.acknowledged()) {
        assertThat(held).anyMatch(region -> holds(region, value));
      }
    }
  }

  private static boolean holds(String messages, String value) {
    String base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    return messages.contains("\"" + value + "\"") || messages.contains("\"" + base64 + "\"");
  }
}
