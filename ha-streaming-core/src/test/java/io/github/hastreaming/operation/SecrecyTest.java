package io.github.hastreaming.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.call.WriteOutcomeUnknownException;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.support.CapturedLog;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.TestCredentials;
import io.github.hastreaming.testkit.TwoRegions;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.RetryConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Payloads, keys, cursors and credentials are in no log, event, status or message of ours. */
class SecrecyTest {

  private static final String SECRET = "T0pS3cretPayl0ad";
  private static final String CURSOR = "T0pS3cretCurs0r";

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  private final RecordingListener events = new RecordingListener();
  private final List<String> said = new ArrayList<>();

  private void putAndRead(HaStreamClient client) {
    try {
      client.putMessages(Pair.put(regions.primaryStreamOcid(), SECRET));
    } catch (AllRegionsUnavailableException | WriteOutcomeUnknownException e) {
      said.add(String.valueOf(e.getMessage()));
    } catch (BmcException e) {
      // The service's own answer, untouched: its text is the SDK's.
      said.add("");
    }
    try {
      client.getMessages(
          GetMessagesRequest.builder()
              .streamId(regions.primaryStreamOcid())
              .cursor(CURSOR)
              .build());
    } catch (AllRegionsUnavailableException e) {
      said.add(String.valueOf(e.getMessage()));
    } catch (BmcException e) {
      // The service's own answer, untouched: its text is the SDK's.
      said.add("");
    }
    said.add(client.status().toString());
  }

  @Test
  void nothingOfThemIsSaidAtAnyLevelWhateverFails() {
    List<Fault> faults =
        List.of(
            Fault.status(500),
            Fault.status(404),
            Fault.throttled(),
            Fault.truncatedAnswer(),
            Fault.resetAfterProcessing(),
            Fault.hang(),
            Fault.refused());
    try (CapturedLog log = new CapturedLog()) {
      for (Fault fault : faults) {
        WriteReplay[] policies = WriteReplay.values(); // In turn: each says other things.
        failOnce(fault, policies[faults.indexOf(fault) % policies.length]);
      }
      said.add(log.text());
    }
    events.all().forEach(event -> said.add(event.toString()));

    assertThat(log(said)).contains("sa-saopaulo-1"); // Something is said, after all.
    assertSecret();
  }

  private void failOnce(Fault fault, WriteReplay policy) {
    RetryConfig quick =
        RetryConfig.custom()
            .maxAttempts(2)
            .intervalFunction(IntervalFunction.of(Duration.ofMillis(1)))
            .build();
    try (HaStreamClient client =
        Pair.client(
            Pair.builder(regions)
                .writeReplay(policy)
                .retryConfig(quick)
                .readTimeout(Duration.ofMillis(500))
                .slowCallThreshold(Duration.ofMillis(250))
                .listener(events))) {
      client.putMessages(Pair.put(regions.primaryStreamOcid(), SECRET));
      regions.primary().inject(fault);
      regions.secondary().inject(fault);
      putAndRead(client);
      putAndRead(client);
    } finally {
      regions.primary().heal();
      regions.secondary().heal();
    }
  }

  @Test
  void anAnswerThatCannotBeReadIsNotQuoted() {
    String garbage =
        "{\"failures\": 0, \"entries\": [{\"offset\": \"" + SECRET + "\"}], " + SECRET + "}";
    for (var region : List.of(regions.primary(), regions.secondary())) {
      region
          .wireMock()
          .stubFor(
              WireMock.any(WireMock.urlPathMatching(".*/messages"))
                  .willReturn(
                      WireMock.aResponse()
                          .withStatus(200)
                          .withHeader("Content-Type", "application/json")
                          .withBody(garbage)));
    }
    try (CapturedLog log = new CapturedLog();
        HaStreamClient client = Pair.client(Pair.builder(regions).listener(events))) {
      putAndRead(client);
      putAndRead(client);
      said.add(log.text());
    }
    events.all().forEach(event -> said.add(event.toString()));

    assertThat(said).anyMatch(text -> text.contains("No region could serve putMessages"));
    assertSecret();
  }

  private static String log(List<String> texts) {
    return String.join("\n", texts);
  }

  private void assertSecret() {
    String key = TestCredentials.privateKeyPem().lines().skip(1).findFirst().orElseThrow();
    String base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
    assertThat(log(said))
        .doesNotContain(SECRET, base64, CURSOR, key, TestCredentials.fingerprint());
  }
}
