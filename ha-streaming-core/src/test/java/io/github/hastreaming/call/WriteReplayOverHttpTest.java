package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the regions really hold and were sent, for each policy and fault. */
class WriteReplayOverHttpTest {

  static final List<Fault> UNKNOWN =
      List.of(
          Fault.status(500).on(FaultScope.WRITES),
          Fault.hang().on(FaultScope.WRITES),
          Fault.resetBeforeProcessing().on(FaultScope.WRITES),
          Fault.resetAfterProcessing().on(FaultScope.WRITES),
          Fault.truncatedAnswer().on(FaultScope.WRITES));

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  private HaStreamClient client(WriteReplay policy) {
    return Pair.client(
        Pair.builder(regions).writeReplay(policy).readTimeout(Duration.ofMillis(500)));
  }

  private static long puts(OciStreamingEmulator region) {
    return region.requests().stream().filter(r -> r.operation().equals("putMessages")).count();
  }

  private void put(HaStreamClient client) {
    client.putMessages(Pair.put(regions.primaryStreamOcid(), "a", "b"));
  }

  @ParameterizedTest
  @FieldSource("UNKNOWN")
  void anUnknownOutcomeIsReplayedUnderAtLeastOnce(Fault fault) {
    try (HaStreamClient client = client(WriteReplay.AT_LEAST_ONCE)) {
      regions.primary().inject(fault);

      put(client);

      assertThat(Pair.values(regions.secondary())).containsExactly("a", "b");
    }
  }

  @ParameterizedTest
  @FieldSource("UNKNOWN")
  void anUnknownOutcomeIsSentOnceUnderTheOthers(Fault fault) {
    for (WriteReplay policy : new WriteReplay[] {WriteReplay.ONLY_IF_NOT_SENT, WriteReplay.NEVER}) {
      regions.primary().heal();
      regions.primary().clearRequests();
      try (HaStreamClient client = client(policy)) {
        regions.primary().inject(fault);

        assertThatThrownBy(() -> put(client))
            .isInstanceOfSatisfying(
                WriteOutcomeUnknownException.class,
                thrown -> assertThat(thrown.entries()).hasSize(2));

        assertThat(puts(regions.primary())).isEqualTo(1);
        assertThat(puts(regions.secondary())).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedConnectionIsHandedOverUnderEveryPolicy(WriteReplay policy) {
    // Before the client has connections: one that is open would be reset, with an unknown outcome.
    regions.primary().inject(Fault.refused());
    try (HaStreamClient client = client(policy)) {
      put(client);

      assertThat(Pair.allValues(regions)).containsExactly("a", "b");
      assertThat(puts(regions.secondary())).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownHostIsHandedOverUnderEveryPolicy(WriteReplay policy) {
    StreamTarget nowhere =
        StreamTarget.of("sa-saopaulo-1", regions.primaryStreamOcid(), "http://nowhere.invalid:1");
    try (HaStreamClient client =
        Pair.client(
            Pair.builder(regions)
                .primary(nowhere)
                .allowedEndpointHosts("nowhere.invalid")
                .writeReplay(policy))) {
      put(client);

      assertThat(Pair.values(regions.secondary())).containsExactly("a", "b");
    }
  }

  @Test
  void aWholePutThatIsThrottledIsHandedOverWhereItWasNotProcessed() {
    try (HaStreamClient client = client(WriteReplay.ONLY_IF_NOT_SENT)) {
      regions.primary().inject(Fault.throttled().on(FaultScope.WRITES));

      put(client);

      assertThat(puts(regions.primary())).isEqualTo(3);
      assertThat(Pair.allValues(regions)).containsExactly("a", "b");
    }
  }

  static final List<String> ANSWERS_THAT_DO_NOT_MATCH =
      List.of(
          "",
          "{}",
          "{\"failures\":0,\"entries\":[]}",
          "{\"failures\":0,\"entries\":[{\"partition\":\"0\",\"offset\":1}]}",
          "{\"failures\":0,\"entries\":[{\"partition\":\"0\",\"offset\":1},null]}",
          "{\"failures\":0,\"entries\":[{\"offset\":1},{\"offset\":2},{\"offset\":3}]}");

  @ParameterizedTest
  @FieldSource("ANSWERS_THAT_DO_NOT_MATCH")
  void anAnswerThatDoesNotMatchOneToOneIsAnUnknownOutcome(String body) {
    regions
        .primary()
        .wireMock()
        .stubFor(
            WireMock.post(WireMock.urlPathMatching(".*/messages"))
                .willReturn(
                    WireMock.aResponse()
                        .withStatus(200)
                        .withHeader("Content-Type", "application/json")
                        .withBody(body)));
    try (HaStreamClient client = client(WriteReplay.NEVER)) {
      assertThatThrownBy(() -> put(client)).isInstanceOf(WriteOutcomeUnknownException.class);
    }
    try (HaStreamClient client = client(WriteReplay.AT_LEAST_ONCE)) {
      put(client);

      assertThat(Pair.values(regions.secondary())).containsExactly("a", "b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONLY_IF_NOT_SENT", "NEVER"})
  void aRegionThatLosesEveryAnswerHoldsNothingTwice(WriteReplay policy) {
    try (HaStreamClient client = client(policy)) {
      regions.primary().inject(Fault.resetAfterProcessing().on(FaultScope.WRITES));
      for (int put = 0; put < 20; put++) {
        String value = "v" + put;
        try {
          client.putMessages(Pair.put(regions.primaryStreamOcid(), value));
        } catch (WriteOutcomeUnknownException expected) {
          // The caller is told; what the regions hold is what is asserted here.
        }
      }

      assertThat(Pair.allValues(regions))
          .containsExactlyInAnyOrderElementsOf(
              Stream.iterate(0, n -> n + 1).limit(20).map(n -> "v" + n).toList());
    }
  }
}
