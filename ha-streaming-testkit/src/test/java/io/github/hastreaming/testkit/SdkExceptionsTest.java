package io.github.hastreaming.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.Latest;
import static io.github.hastreaming.testkit.ServiceErrors.assertServiceError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.oracle.bmc.circuitbreaker.CallNotAllowedException;
import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.StreamClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plain SDK reports the emulator's failures as it reports those of the service. */
class SdkExceptionsTest {
  @RegisterExtension private final EmulatedRegion region = new EmulatedRegion(1);

  @Test
  void refusedConnection() {
    region.emulator().inject(Fault.refused());

    assertNoAnswer(() -> region.put("a"), ConnectException.class);
  }

  @Test
  void unknownHost() {
    try (StreamClient client = PlainSdk.streamClient("http://streaming.invalid:1")) {
      assertNoAnswer(
          () -> client.putMessages(EmulatedRegion.putRequest(region.streamOcid(), "a")),
          UnknownHostException.class);
    }
  }

  @Test
  void resetConnection() {
    region.emulator().inject(Fault.resetBeforeProcessing());

    assertNoAnswer(() -> region.put("a"), IOException.class);
  }

  @Test
  void readTimeout() {
    region.emulator().inject(Fault.hang());

    try (StreamClient client =
        PlainSdk.streamClient(region.emulator().endpoint(), Duration.ofMillis(200))) {
      assertNoAnswer(
          () -> client.putMessages(EmulatedRegion.putRequest(region.streamOcid(), "a")),
          SocketTimeoutException.class);
    }
  }

  @Test
  void truncatedAnswer() {
    region.emulator().inject(Fault.truncatedAnswer());

    assertUnknownError(() -> region.put("a"));
    assertThat(region.emulator().messages()).hasSize(1);
  }

  @Test
  void malformedAnswer() {
    region.emulator().wireMock().stubFor(post(anyUrl()).willReturn(okJson("{\"failures\":")));

    assertUnknownError(() -> region.put("a"));
  }

  @Test
  void answerThatIsNotJson() {
    region.emulator().wireMock().stubFor(post(anyUrl()).willReturn(ok("fine")));

    assertUnknownError(() -> region.put("a"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidParameter",
    "401, NotAuthenticated",
    "403, NotAuthorized",
    "404, NotAuthorizedOrNotFound",
    "409, IncorrectState",
    "429, TooManyRequests",
    "500, InternalServerError",
    "502, BadGateway",
    "503, ServiceUnavailable",
    "504, GatewayTimeout"
  })
  void httpError(int status, String code) {
    region.emulator().inject(Fault.status(status));

    assertServiceError(() -> region.put("a"), status, code, "Injected fault");
  }

  @Test
  void unknownStream() {
    assertServiceError(
        () -> region.client().putMessages(EmulatedRegion.putRequest("ocid1.stream.oc1.x.y", "a")),
        404,
        "NotAuthorizedOrNotFound",
        "Authorization failed or requested resource not found.");
  }

  @Test
  void interruptedCall() throws ExecutionException, InterruptedException {
    region.emulator().inject(Fault.hang());
    CompletableFuture<BmcException> outcome = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () ->
                outcome.complete(catchThrowableOfType(BmcException.class, () -> region.put("a"))));
    caller.start();
    await().until(() -> !region.emulator().requests().isEmpty());

    caller.interrupt();

    BmcException error = outcome.get();
    assertThat(error.getStatusCode()).isEqualTo(-1);
    assertThat(error.isClientSide()).isTrue();
    assertThat(error.isTimeout()).isFalse();
    assertThat(error).hasRootCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void theSdksOwnBreaker() {
    region.emulator().inject(Fault.status(500).on(FaultScope.WRITES));
    try (StreamClient client =
        StreamClient.builder()
            .endpoint(region.emulator().endpoint())
            .build(PlainSdk.credentials())) {
      ThrowingCallable put =
          () -> client.putMessages(EmulatedRegion.putRequest(region.streamOcid(), "a"));
      for (int call = 0; call < 10; call++) {
        assertServiceError(put, 500, "InternalServerError", "");
      }

      BmcException error = catchThrowableOfType(BmcException.class, put);

      assertThat(error.getStatusCode()).isEqualTo(-1);
      assertThat(error.isTimeout()).isFalse();
      assertThat(error).hasRootCauseInstanceOf(CallNotAllowedException.class);
      assertThat(region.emulator().requests()).hasSize(10);
    }
  }

  @Test
  void closedClient() {
    region.client().close();

    assertThatThrownBy(() -> region.put("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Client instance has been closed.");
  }

  @Test
  void blankStreamId() {
    assertThatThrownBy(() -> region.client().putMessages(EmulatedRegion.putRequest(" ", "a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(region.emulator().requests()).isEmpty();
  }

  @Test
  void aRetryingClientSucceedsOnceTheFaultIsOver() {
    FaultHandle fault = region.emulator().inject(Fault.status(503).on(FaultScope.READS).times(1));
    try (StreamClient client =
        StreamClient.builder()
            .endpoint(region.emulator().endpoint())
            .build(PlainSdk.credentials())) {
      String cursor = client.createCursor(region.cursorRequest(Latest)).getCursor().getValue();

      assertThat(cursor).isNotBlank();
      assertThat(fault.hits()).isEqualTo(1);
      assertThat(region.emulator().requests())
          .extracting(RecordedRequest::operation)
          .containsExactly("createCursor", "createCursor");
    }
  }

  private static void assertNoAnswer(ThrowingCallable call, Class<? extends IOException> cause) {
    BmcException error = catchThrowableOfType(BmcException.class, call);
    assertThat(error.getStatusCode()).isEqualTo(-1);
    assertThat(error.isTimeout()).isTrue();
    assertThat(error.isClientSide()).isTrue();
    assertThat(error).hasRootCauseInstanceOf(cause);
  }

  private static void assertUnknownError(ThrowingCallable call) {
    BmcException error = catchThrowableOfType(BmcException.class, call);
    assertThat(error.getStatusCode()).isEqualTo(-1);
    assertThat(error.isTimeout()).isFalse();
    assertThat(error.isClientSide()).isTrue();
    assertThat(error.getMessage()).contains("Unknown error");
  }
}
