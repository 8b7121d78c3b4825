package io.github.hastreaming.internal.region;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;

/** Resilience4j's breaker and retry of one kind in one region; both have the same name. */
record BreakerPair(CircuitBreaker breaker, Retry retry) {}
