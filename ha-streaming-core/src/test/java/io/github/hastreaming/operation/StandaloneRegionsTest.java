package io.github.hastreaming.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Load;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.support.RegionsProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The regions in a process of their own, as an application in any language meets them. */
@Tag("environment")
class StandaloneRegionsTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static RegionsProcess startRegions() {
    return RegionsProcess.start(
        "--region", "sa-saopaulo-1=0", "--region", "sa-vinhedo-1=0", "--stream", "orders:2");
  }

  private static String call(RegionsProcess regions, String method, String path, String body)
      throws Exception {
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(regions.control() + path))
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
    try (RegionsProcess regions = startRegions()) {
      serveThrough(regions, fault);
      regions.process().kill();
    }
  }

  private static void serveThrough(RegionsProcess regions, String fault) throws Exception {
    RecordingListener events = new RecordingListener();
    try (HaStreamClient client =
            Pair.client(
                HaStreamClient.builder()
                    .primary(regions.target("sa-saopaulo-1"))
                    .secondaryResolver(SecondaryResolver.fixed(regions.target("sa-vinhedo-1")))
                    .readTimeout(Duration.ofSeconds(1))
                    .slowCallThreshold(Duration.ofMillis(400))
                    .listener(events));
        Load load = Load.of(client, regions.target("sa-saopaulo-1").streamOcid(), 8)) {
      load.awaitAcknowledged(50);
      call(regions, "POST", "/regions/sa-saopaulo-1/faults", fault);
      events.awaitFailoversCompleted(1);
      load.awaitAcknowledged(load.acknowledged().size() + 50);
      load.stop();
      call(regions, "DELETE", "/regions/sa-saopaulo-1/faults", "");

      assertThat(load.errors()).isEmpty();
      List<String> held =
          List.of(
              call(regions, "GET", "/regions/sa-saopaulo-1/messages", ""),
              call(regions, "GET", "/regions/sa-vinhedo-1/messages", ""));
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
