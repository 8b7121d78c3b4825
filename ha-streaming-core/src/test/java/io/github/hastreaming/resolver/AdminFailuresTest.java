package io.github.hastreaming.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.support.Failures;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminFailuresTest {

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 404, 407, 511})
  void whatAMiddleboxAnswersSaysNothingOfPolicies(int status) {
    assertThat(AdminFailures.isTransient(Failures.status(status, "Unknown"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void whatTheServiceRefusesItRefuses(int status) {
    assertThat(AdminFailures.isTransient(Failures.status(status))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 429, 500, 503})
  void whatMayPassIsWaitedFor(int status) {
    assertThat(AdminFailures.isTransient(Failures.status(status))).isTrue();
  }
}
