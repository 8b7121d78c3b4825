package io.github.hastreaming.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.support.Failures;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendOutcomeTest {

  static Stream<BmcException> provablyNotSent() {
    return Stream.of(
        Failures.refused(),
        Failures.unknownHost(),
        Failures.connectTimeout(),
        Failures.clientSide(new NoRouteToHostException("No route to host")),
        Failures.sdkBreakerOpen(),
        Failures.sdkBreakerOpenOnResilience4j2());
  }

  static Stream<Throwable> perhapsProcessed() {
    return Stream.of(
        Failures.readTimeout(),
        Failures.reset(),
        Failures.truncated(),
        Failures.interrupted(),
        Failures.clientSide(new SSLException("closed")),
        Failures.clientSide(new SocketTimeoutException()),
        new NoSuchMethodError("somebody else's"),
        new IllegalStateException("Client instance has been closed."));
  }

  @ParameterizedTest
  @MethodSource("provablyNotSent")
  void withoutAConnectionNothingWasSent(BmcException failure) {
    assertThat(SendOutcome.of(failure)).isEqualTo(SendOutcome.NOT_SENT);
  }

  @ParameterizedTest
  @MethodSource("perhapsProcessed")
  void whateverCameAfterTheConnectionIsUnknown(Throwable failure) {
    assertThat(SendOutcome.of(failure)).isEqualTo(SendOutcome.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 408, 409, 413, 429, 499})
  void whatWasAnsweredWithA4xxWasNotProcessed(int status) {
    assertThat(SendOutcome.of(Failures.status(status))).isEqualTo(SendOutcome.NOT_PROCESSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 400, 401, 403, 404, 408, 413, 429, 511})
  void anAnswerThatIsNotTheServicesProvesNothing(int status) {
    assertThat(SendOutcome.of(Failures.status(status, "Unknown"))).isEqualTo(SendOutcome.UNKNOWN);
  }

  @Test
  void whatAProxyDidNotPassOnWasNotProcessed() {
    assertThat(SendOutcome.of(Failures.status(407, "Unknown")))
        .isEqualTo(SendOutcome.NOT_PROCESSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {304, 500, 502, 503, 504})
  void anyOtherStatusProvesNothing(int status) {
    assertThat(SendOutcome.of(Failures.status(status))).isEqualTo(SendOutcome.UNKNOWN);
  }
}
