package io.github.hastreaming.internal.settings;

import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.target.StreamTimeouts;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;

/**
 * What the builder decided; immutable.
 *
 * @param initiatesFailover whether this process switches by itself, or only follows the store
 */
public record Settings(
    StreamTimeouts calls,
    StreamTimeouts probes,
    RetryConfig retry,
    CircuitBreakerConfig breaker,
    Duration breakerOpenTime,
    Duration callTimeout,
    Duration slowCallThreshold,
    int maxConcurrentCalls,
    Duration sweepInterval,
    WriteReplay writeReplay,
    boolean initiatesFailover,
    FailureClassifier classifier) {}
