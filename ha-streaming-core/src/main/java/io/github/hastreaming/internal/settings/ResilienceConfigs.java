package io.github.hastreaming.internal.settings;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resilience4j's configurations as the library uses them: the user's windows, thresholds, attempts
 * and intervals; our predicates, since {@code FailureClassifier} decides what a failure is, and our
 * transitions out of OPEN.
 */
public final class ResilienceConfigs {

  private static final Logger LOG = LoggerFactory.getLogger(ResilienceConfigs.class);

  private ResilienceConfigs() {}

  /** The default retry: 3 attempts, 100 ms doubling, +-50 %, at most 2 s. */
  public static RetryConfig defaultRetry() {
    return RetryConfig.custom()
        .maxAttempts(Defaults.RETRY_ATTEMPTS)
        .intervalFunction(
            IntervalFunction.ofExponentialRandomBackoff(
                Defaults.RETRY_FIRST_WAIT,
                Defaults.RETRY_FACTOR,
                Defaults.RETRY_JITTER,
                Defaults.RETRY_WAIT_CAP))
        .build();
  }

  /** The default breaker: 20 calls, at least 5, 50 %. */
  public static CircuitBreakerConfig defaultBreaker() {
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(Defaults.BREAKER_WINDOW)
        .minimumNumberOfCalls(Defaults.BREAKER_MINIMUM_CALLS)
        .failureRateThreshold(Defaults.BREAKER_FAILURE_RATE)
        .waitDurationInOpenState(Defaults.BREAKER_OPEN_TIME)
        .build();
  }

  /** The user's retry with what the library decides itself; warns where that differs. */
  public static RetryConfig retry(RetryConfig users) {
    // By samples: Resilience4j composes a new default predicate for each configuration.
    boolean ownPredicates =
        users.getResultPredicate() != null
            || !users.getExceptionPredicate().test(new RuntimeException())
            || !users.getExceptionPredicate().test(new IOException());
    if (ownPredicates) {
      LOG.warn(
          "retryConfig: its exception and result predicates are not used; what is retried is"
              + " decided by the failureClassifier");
    }
    return RetryConfig.from(users)
        .failAfterMaxAttempts(false)
        .retryExceptions()
        .ignoreExceptions()
        .retryOnException(failure -> true)
        .retryOnResult(result -> true) // We report a result only to have it retried.
        .build();
  }

  /** The user's breaker with what the library decides itself; warns where that differs. */
  public static CircuitBreakerConfig breaker(CircuitBreakerConfig users) {
    List<String> ignored = ignoredSettings(users);
    if (!ignored.isEmpty()) {
      LOG.warn(
          "circuitBreakerConfig: {} set but not used; ha-streaming decides itself when an open"
              + " breaker closes (see the builder's javadoc)",
          String.join(", ", ignored));
    }
    return CircuitBreakerConfig.from(users)
        .recordExceptions()
        .ignoreExceptions()
        .recordException(failure -> true)
        .ignoreException(failure -> false)
        .automaticTransitionFromOpenToHalfOpenEnabled(false)
        .build();
  }

  private static List<String> ignoredSettings(CircuitBreakerConfig users) {
    CircuitBreakerConfig plain = CircuitBreakerConfig.ofDefaults();
    List<String> ignored = new ArrayList<>();
    // getWaitDurationInOpenState exists in Resilience4j 1.7 only; the interval function in both.
    long wait = users.getWaitIntervalFunctionInOpenState().apply(1);
    if (wait != plain.getWaitIntervalFunctionInOpenState().apply(1)
        && wait != Defaults.BREAKER_OPEN_TIME.toMillis()) {
      ignored.add("waitDurationInOpenState");
    }
    if (users.getPermittedNumberOfCallsInHalfOpenState()
        != plain.getPermittedNumberOfCallsInHalfOpenState()) {
      ignored.add("permittedNumberOfCallsInHalfOpenState");
    }
    if (!users
        .getMaxWaitDurationInHalfOpenState()
        .equals(plain.getMaxWaitDurationInHalfOpenState())) {
      ignored.add("maxWaitDurationInHalfOpenState");
    }
    if (users.isAutomaticTransitionFromOpenToHalfOpenEnabled()) {
      ignored.add("automaticTransitionFromOpenToHalfOpen");
    }
    if (users.getRecordExceptionPredicate() != plain.getRecordExceptionPredicate()
        || users.getIgnoreExceptionPredicate() != plain.getIgnoreExceptionPredicate()
        || users.getRecordResultPredicate() != plain.getRecordResultPredicate()) {
      ignored.add("record and ignore predicates");
    }
    return ignored;
  }
}
