package io.github.hastreaming.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.support.CapturedLog;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResilienceConfigsTest {

  private static String warningsOf(Runnable building) {
    try (CapturedLog log = new CapturedLog()) {
      building.run();
      return log.text();
    }
  }

  @Test
  void theDefaultsAndPlainConfigurationsAreTakenWithoutAWarning() {
    String warnings =
        warningsOf(
            () -> {
              ResilienceConfigs.breaker(ResilienceConfigs.defaultBreaker());
              ResilienceConfigs.breaker(CircuitBreakerConfig.ofDefaults());
              ResilienceConfigs.breaker(
                  CircuitBreakerConfig.custom().failureRateThreshold(30).build());
              ResilienceConfigs.retry(ResilienceConfigs.defaultRetry());
              ResilienceConfigs.retry(RetryConfig.ofDefaults());
              ResilienceConfigs.retry(RetryConfig.custom().maxAttempts(7).build());
            });

    assertThat(warnings).isEmpty();
  }

  static Stream<Arguments> breakerSettingsNotUsed() {
    return Stream.of(
        of("waitDurationInOpenState", c -> c.waitDurationInOpenState(Duration.ofSeconds(3))),
        of(
            "permittedNumberOfCallsInHalfOpenState",
            c -> c.permittedNumberOfCallsInHalfOpenState(3)),
        of(
            "maxWaitDurationInHalfOpenState",
            c -> c.maxWaitDurationInHalfOpenState(Duration.ofSeconds(3))),
        of(
            "automaticTransitionFromOpenToHalfOpen",
            c -> c.automaticTransitionFromOpenToHalfOpenEnabled(true)),
        of("record and ignore predicates", c -> c.recordException(failure -> false)),
        of("record and ignore predicates", c -> c.ignoreException(failure -> true)),
        of("record and ignore predicates", c -> c.recordResult(result -> true)),
        of("record and ignore predicates", c -> c.recordExceptions(IOException.class)),
        of("record and ignore predicates", c -> c.ignoreExceptions(IOException.class)));
  }

  private static Arguments of(String name, UnaryOperator<CircuitBreakerConfig.Builder> setting) {
    return Arguments.of(name, setting);
  }

  @ParameterizedTest
  @MethodSource("breakerSettingsNotUsed")
  void aBreakerSettingThatIsNotUsedIsWarnedAbout(
      String name, UnaryOperator<CircuitBreakerConfig.Builder> setting) {
    CircuitBreakerConfig users = setting.apply(CircuitBreakerConfig.custom()).build();

    assertThat(warningsOf(() -> ResilienceConfigs.breaker(users)))
        .contains("circuitBreakerConfig", name, "not used");
  }

  @Test
  void windowThresholdsAndMinimumAreTheUsers() {
    CircuitBreakerConfig users =
        CircuitBreakerConfig.custom()
            .slidingWindow(60, 8, SlidingWindowType.TIME_BASED)
            .failureRateThreshold(33)
            .slowCallRateThreshold(44)
            .slowCallDurationThreshold(Duration.ofSeconds(9))
            .build();

    CircuitBreakerConfig ours = ResilienceConfigs.breaker(users);

    assertThat(ours.getSlidingWindowSize()).isEqualTo(60);
    assertThat(ours.getSlidingWindowType()).isEqualTo(SlidingWindowType.TIME_BASED);
    assertThat(ours.getMinimumNumberOfCalls()).isEqualTo(8);
    assertThat(ours.getFailureRateThreshold()).isEqualTo(33);
    assertThat(ours.getSlowCallRateThreshold()).isEqualTo(44);
    assertThat(ours.getSlowCallDurationThreshold()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void everyReportedFailureCountsWhateverTheUsersPredicatesSay() {
    CircuitBreakerConfig users =
        CircuitBreakerConfig.custom()
            .ignoreExceptions(IOException.class)
            .recordExceptions(IllegalStateException.class)
            .build();

    CircuitBreakerConfig ours = ResilienceConfigs.breaker(users);

    for (Throwable failure : new Throwable[] {new IOException(), new RuntimeException()}) {
      assertThat(ours.getRecordExceptionPredicate().test(failure)).isTrue();
      assertThat(ours.getIgnoreExceptionPredicate().test(failure)).isFalse();
    }
  }

  @Test
  void aRetryPredicateThatIsNotUsedIsWarnedAbout() {
    assertThat(
            warningsOf(
                () ->
                    ResilienceConfigs.retry(
                        RetryConfig.custom().retryExceptions(IOException.class).build())))
        .contains("retryConfig", "not used", "failureClassifier");
    assertThat(
            warningsOf(
                () ->
                    ResilienceConfigs.retry(
                        RetryConfig.custom().retryOnResult(result -> true).build())))
        .contains("retryConfig");
  }
}
