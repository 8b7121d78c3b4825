package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.model.Message;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import com.oracle.bmc.streaming.responses.UpdateGroupResponse;
import io.github.hastreaming.internal.call.SendOutcome;
import io.github.hastreaming.support.Failures;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StandardFailureClassifierTest {

  private final FailureClassifier classifier = FailureClassifier.standard();

  @ParameterizedTest
  @CsvSource({
    "500, InternalServerError, OUTAGE, OUTAGE",
    "501, MethodNotImplemented, OUTAGE, OUTAGE",
    "502, BadGateway, OUTAGE, OUTAGE",
    "503, ServiceUnavailable, OUTAGE, OUTAGE",
    "504, GatewayTimeout, OUTAGE, OUTAGE",
    "599, Whatever, OUTAGE, OUTAGE",
    "408, RequestTimeout, OUTAGE, OUTAGE",
    "429, TooManyRequests, OUTAGE, THROTTLED",
    "401, NotAuthenticated, REFUSED, REFUSED",
    "403, NotAuthorized, REFUSED, REFUSED",
    "404, NotAuthorizedOrNotFound, REFUSED, REFUSED",
    "409, IncorrectState, REFUSED, REFUSED",
    "409, Conflict, REJECTED, REJECTED",
    "400, InvalidParameter, REJECTED, REJECTED",
    "400, IncorrectState, REJECTED, REJECTED",
    "405, MethodNotAllowed, REJECTED, REJECTED",
    "412, NoEtagMatch, REJECTED, REJECTED",
    "413, PayloadTooLarge, REJECTED, REJECTED",
    "499, Whatever, REJECTED, REJECTED",
  })
  void aStatusMeansTheSameForEveryOperationOfAKind(
      int status, String code, FailureKind ofWrites, FailureKind ofReads) {
    for (StreamOperation operation : StreamOperation.values()) {
      FailureKind expected = operation.kind() == CallKind.WRITE ? ofWrites : ofReads;

      assertThat(classifier.classify(operation, Failures.status(status, code)))
          .as("%s", operation)
          .isEqualTo(expected);
    }
  }

  /** What the SDK makes of a body that is no JSON, has no code, or is empty. */
  static Stream<BmcException> answersOfOthers() {
    return IntStream.of(
            204, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 407, 409, 413, 429, 511)
        .boxed()
        .flatMap(status -> Stream.of("Unknown", "").map(code -> Failures.status(status, code)));
  }

  @ParameterizedTest
  @MethodSource("answersOfOthers")
  void whatIsNotTheServicesAnswerIsAnOutageOfThePath(BmcException failure) {
    for (StreamOperation operation : StreamOperation.values()) {
      assertThat(classifier.classify(operation, failure)).isEqualTo(FailureKind.OUTAGE);
    }
    assertThat(RegionFailure.describe(failure))
        .isEqualTo(failure.getStatusCode() + ", not an answer of the service's");
  }

  @ParameterizedTest
  @CsvSource({"302, Found", "407, ProxyAuthenticationRequired", "511, NetworkAuthentication"})
  void statusesThatNoServiceGivesAreOthersWhateverTheirCode(int status, String code) {
    assertThat(classifier.classify(StreamOperation.GET_MESSAGES, Failures.status(status, code)))
        .isEqualTo(FailureKind.OUTAGE);
  }

  static Stream<BmcException> clientSideFailures() {
    return Stream.of(
        Failures.refused(),
        Failures.unknownHost(),
        Failures.connectTimeout(),
        Failures.readTimeout(),
        Failures.reset(),
        Failures.truncated(),
        Failures.clientSide(new SSLHandshakeException("no trust")),
        Failures.clientSide(new IllegalStateException("Request scope has been closed")),
        Failures.sdkBreakerOpen(),
        Failures.sdkBreakerOpenOnResilience4j2());
  }

  @ParameterizedTest
  @MethodSource("clientSideFailures")
  void whatHappensOnTheWayIsAnOutage(BmcException failure) {
    for (StreamOperation operation : StreamOperation.values()) {
      assertThat(classifier.classify(operation, failure)).isEqualTo(FailureKind.OUTAGE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptIsNeverTheRegionsFault(StreamOperation operation) {
    assertThat(classifier.classify(operation, Failures.interrupted()))
        .isEqualTo(FailureKind.INTERRUPTED);
    assertThat(classifier.classify(operation, Failures.clientSide(new InterruptedException())))
        .isEqualTo(FailureKind.INTERRUPTED);
  }

  @ParameterizedTest
  @EnumSource
  void theSdksOwnValidationIsTheCallersMistake(StreamOperation operation) {
    assertThat(classifier.classify(operation, new IllegalArgumentException("blank streamId")))
        .isEqualTo(FailureKind.REJECTED);
    assertThat(classifier.classify(operation, new NullPointerException("cursor")))
        .isEqualTo(FailureKind.REJECTED);
  }

  @Test
  void aClientClosedUnderneathIsAnOutage() {
    RuntimeException closed = new IllegalStateException("Client instance has been closed.");

    assertThat(classifier.classify(StreamOperation.PUT_MESSAGES, closed))
        .isEqualTo(FailureKind.OUTAGE);
  }

  @Test
  void anAnswerToARowOfMessagesWithoutListOrNextCursorIsAnOutage() {
    GetMessagesResponse complete =
        GetMessagesResponse.builder().items(List.<Message>of()).opcNextCursor("next").build();
    GetMessagesResponse withoutList = GetMessagesResponse.builder().opcNextCursor("next").build();
    GetMessagesResponse withoutCursor =
        GetMessagesResponse.builder().items(List.<Message>of()).build();

    assertThat(classifier.classifyResponse(StreamOperation.GET_MESSAGES, complete))
        .isEqualTo(FailureKind.NONE);
    assertThat(classifier.classifyResponse(StreamOperation.GET_MESSAGES, withoutList))
        .isEqualTo(FailureKind.OUTAGE);
    assertThat(classifier.classifyResponse(StreamOperation.GET_MESSAGES, withoutCursor))
        .isEqualTo(FailureKind.OUTAGE);
  }

  @Test
  void notModifiedAndPagesAreNoAnswersEither() {
    UpdateGroupResponse notModified = UpdateGroupResponse.builder().__httpStatusCode__(304).build();
    UpdateGroupResponse page =
        UpdateGroupResponse.builder()
            .__httpStatusCode__(200)
            .headers(Map.of("Content-Type", List.of("text/html; charset=utf-8")))
            .build();
    UpdateGroupResponse fine =
        UpdateGroupResponse.builder()
            .__httpStatusCode__(204)
            .headers(Map.of("opc-request-id", List.of("x")))
            .build();

    assertThat(classifier.classifyResponse(StreamOperation.UPDATE_GROUP, notModified))
        .isEqualTo(FailureKind.OUTAGE);
    assertThat(classifier.classifyResponse(StreamOperation.UPDATE_GROUP, page))
        .isEqualTo(FailureKind.OUTAGE);
    assertThat(classifier.classifyResponse(StreamOperation.UPDATE_GROUP, fine))
        .isEqualTo(FailureKind.NONE);
  }

  @Test
  void anyOtherAnswerIsASuccess() {
    PutMessagesResponse response = PutMessagesResponse.builder().build();

    assertThat(classifier.classifyResponse(StreamOperation.PUT_MESSAGES, response))
        .isEqualTo(FailureKind.NONE);
  }

  @Test
  void aCircleOfCausesEnds() {
    RuntimeException inner = new RuntimeException("inner");
    RuntimeException outer = new RuntimeException("outer", inner);
    inner.initCause(outer);

    assertThat(classifier.classify(StreamOperation.PUT_MESSAGES, Failures.clientSide(outer)))
        .isEqualTo(FailureKind.OUTAGE);
    assertThat(SendOutcome.of(outer)).isEqualTo(SendOutcome.UNKNOWN);
    assertThat(RegionFailure.describe(outer)).isNotEmpty();
  }
}
