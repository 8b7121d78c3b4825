package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.retrier.DefaultRetryCondition;
import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.PutMessagesDetails;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import com.oracle.bmc.waiter.FixedTimeDelayStrategy;
import com.oracle.bmc.waiter.MaxAttemptsTerminationStrategy;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.support.Load;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.TwoRegions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What existing code may do with the SDK's client, done with ours, over HTTP. */
class DropInTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  private final RecordingListener events = new RecordingListener();

  private static long puts(OciStreamingEmulator region) {
    return region.requests().stream().filter(r -> r.operation().equals("putMessages")).count();
  }

  private PutMessagesRequest.Builder request(String value) {
    return PutMessagesRequest.builder().copy(Pair.put(regions.primaryStreamOcid(), value));
  }

  private static RetryConfiguration eightQuickRetries() {
    return RetryConfiguration.builder()
        .terminationStrategy(new MaxAttemptsTerminationStrategy(8))
        .delayStrategy(new FixedTimeDelayStrategy(1))
        .retryCondition(new DefaultRetryCondition())
        .build();
  }

  @Test
  void aRequestForAnotherStreamSaysToBuildOneClientPerStream() {
    String other = "ocid1.stream.oc1.sa-saopaulo-1.other";
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      assertThatThrownBy(() -> client.putMessages(Pair.put(other, "a")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(other)
          .hasMessageContaining(regions.primaryStreamOcid())
          .hasMessageContaining("one HaStreamClient for each stream");
      assertThat(Pair.requests(regions.primary(), "putMessages")).isZero();
    }
  }

  @Test
  void theSdksOwnValidationReachesTheCallerAsItIs() {
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      assertThatThrownBy(
              () ->
                  client.putMessages(
                      PutMessagesRequest.builder()
                          .streamId("")
                          .putMessagesDetails(PutMessagesDetails.builder().build())
                          .build()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () ->
                  client.getMessages(
                      GetMessagesRequest.builder().streamId(regions.primaryStreamOcid()).build()))
          .isInstanceOfAny(NullPointerException.class, IllegalArgumentException.class);
    }
  }

  @Test
  void anErrorOfTheServiceIsTheBmcExceptionThatTheSdkThrows() {
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      assertThatThrownBy(() -> client.putMessages(request("x".repeat(2_000_000)).build()))
          .isExactlyInstanceOf(BmcException.class)
          .hasFieldOrPropertyWithValue("statusCode", 400);
      assertThat(puts(regions.primary())).isEqualTo(1);
    }
  }

  @Test
  void aRequestsOwnRetriesNeverMultiplyTheAttempts() {
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      regions.primary().inject(Fault.status(500).on(FaultScope.WRITES));

      client.putMessages(request("a").retryConfiguration(eightQuickRetries()).build());

      assertThat(puts(regions.primary())).isEqualTo(3);
      assertThat(Pair.values(regions.secondary())).containsExactly("a");
    }
  }

  @Test
  void theInvocationCallbackIsKeptInBothRegions() {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      PutMessagesRequest watched =
          request("a").invocationCallback(call -> seen.add(String.valueOf(call.uri()))).build();

      client.putMessages(watched);
      regions.primary().inject(Fault.status(500).on(FaultScope.WRITES));
      client.putMessages(watched);
    }

    assertThat(seen).hasSize(5);
    assertThat(seen.get(0)).contains(regions.primaryStreamOcid());
    assertThat(seen.get(4)).contains(regions.secondaryStreamOcid());
  }

  @Test
  void theCallersRequestIdIsUsedInBothRegions() {
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      regions.primary().inject(Fault.status(500).on(FaultScope.WRITES));

      client.putMessages(request("a").opcRequestId("my-request").build());

      assertThat(regions.secondary().requests())
          .filteredOn(call -> call.operation().equals("putMessages"))
          .singleElement()
          .satisfies(call -> assertThat(call.opcRequestId()).startsWith("my-request"));
    }
  }

  @Test
  void theRequestItselfIsNeverChanged() {
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      regions.primary().inject(Fault.status(500).on(FaultScope.WRITES));
      PutMessagesRequest request = request("a").build();
      PutMessagesRequest copy = PutMessagesRequest.builder().copy(request).build();

      client.putMessages(request);

      assertThat(request).isEqualTo(copy);
    }
  }

  @Test
  void anAnswerThatTookSeveralAttemptsHasWhatAnAnswerHas() {
    regions.primary().throttlePartition(regions.primaryStreamOcid(), "0", 1);
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      PutMessagesResponse response = client.putMessages(request("a").build());

      assertThat(response.get__httpStatusCode__()).isEqualTo(200);
      assertThat(response.getHeaders()).isNotEmpty();
      assertThat(response.getOpcRequestId()).isNotBlank();
      assertThat(response.getPutMessagesResult().getEntries())
          .singleElement()
          .satisfies(entry -> assertThat(entry.getOffset()).isNotNull());
      assertThat(puts(regions.primary())).isEqualTo(2);
    }
  }

  @Test
  void keysAndPayloadsArriveAsTheyWereSent() {
    byte[] key = {0, (byte) 0xff, 7};
    byte[] value = "a\u0000\u20ac".getBytes(StandardCharsets.UTF_8);
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      regions.primary().inject(Fault.refused());
      PutMessagesRequest request = Pair.put(regions.primaryStreamOcid(), "x");
      request.getPutMessagesDetails().getMessages();
      client.putMessages(
          PutMessagesRequest.builder()
              .copy(request)
              .putMessagesDetails(
                  PutMessagesDetails.builder()
                      .messages(
                          List.of(
                              com.oracle.bmc.streaming.model.PutMessagesDetailsEntry.builder()
                                  .key(key)
                                  .value(value)
                                  .build()))
                      .build())
              .build());

      assertThat(regions.secondary().messages())
          .singleElement()
          .satisfies(
              message -> {
                assertThat(Objects.requireNonNull(message.key())).isEqualTo(key);
                assertThat(message.value()).isEqualTo(value);
              });
    }
  }

  /** Must hold with both lines of Resilience4j: with 2.x the SDK's open breaker looks otherwise. */
  @Test
  void aSuppliedStreamClientWithTheSdksBreakerAndRetriesFailsOver() {
    HaStreamClientBuilder builder =
        Pair.builder(regions)
            .streamFactory(
                (target, timeouts) ->
                    // Without a ClientConfiguration the SDK's breaker is on.
                    StreamClient.builder().endpoint(target.endpoint()).build(Pair.credentials()))
            .listener(events);
    try (HaStreamClient client = Pair.client(builder);
        Load load = Load.of(client, regions.primaryStreamOcid(), 24)) {
      load.awaitAcknowledged(50);
      regions.primary().inject(Fault.status(500).on(FaultScope.WRITES));
      events.awaitFailoversCompleted(1);
      load.awaitAcknowledged(load.acknowledged().size() + 100);
      load.stop();

      assertThat(load.errors()).isEmpty();
      assertThat(Pair.allValues(regions)).containsAll(load.acknowledged());
    }
  }

  /** The SDK's own breaker opens after ten calls: enough calls must meet it open. */
  @Test
  void theSdksOpenBreakerIsAnOutageThatWasNotSent() {
    HaStreamClientBuilder builder =
        Pair.builder(regions)
            .writeReplay(io.github.hastreaming.call.WriteReplay.NEVER)
            .streamFactory(
                (target, timeouts) ->
                    StreamClient.builder().endpoint(target.endpoint()).build(Pair.credentials()))
            .circuitBreakerConfig(
                io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.custom()
                    .slidingWindowSize(1_000)
                    .minimumNumberOfCalls(1_000) // Ours must not open first.
                    .build());
    try (HaStreamClient client = Pair.client(builder)) {
      regions.primary().inject(Fault.status(500).on(FaultScope.WRITES));
      int unknown = 0;
      for (int call = 0; call < 15; call++) {
        try {
          client.putMessages(request("v" + call).build());
        } catch (io.github.hastreaming.call.WriteOutcomeUnknownException e) {
          unknown++;
        }
      }

      assertThat(unknown).isEqualTo((int) puts(regions.primary())).isBetween(8, 12);
      assertThat(Pair.values(regions.secondary())).hasSize(15 - unknown);
    }
  }
}
