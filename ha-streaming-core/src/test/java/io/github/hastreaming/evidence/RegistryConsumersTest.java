package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.support.Failures;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.EventConsumer;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What consumers of the application's registries throw changes no call and no decision. */
class RegistryConsumersTest {

  private final ScriptedPair pair = new ScriptedPair();

  static Stream<Supplier<Throwable>> anything() {
    return Sneaky.anything().stream();
  }

  @ParameterizedTest
  @MethodSource("anything")
  void consumersThatThrowAtEveryEventChangeNothing(Supplier<Throwable> failure) {
    RetryRegistry retries = RetryRegistry.ofDefaults();
    CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    // As they come: what lists them returns another type in each line of Resilience4j.
    retries.getEventPublisher().onEntryAdded(added -> trouble(added.getAddedEntry(), failure));
    breakers.getEventPublisher().onEntryAdded(added -> trouble(added.getAddedEntry(), failure));
    HaStreamClient client =
        pair.start(pair.builder().retryRegistry(retries).circuitBreakerRegistry(breakers));

    failsNowAndThen();
    pair.put(client, 9, Duration.ZERO);
    assertThat(client.status().isPrimaryActive()).isTrue();

    pair.primary.failPuts(Failures::refused).failReads(Failures::refused);
    pair.primary.failProbes(Failures::refused);
    for (int call = 0; call < 10; call++) {
      pair.put(client, 1, Duration.ofSeconds(2));
      ScriptedPair.read(client);
    }
    assertThat(client.status().isPrimaryActive()).isFalse();

    pair.primary.heal();
    for (int call = 0; call < 100; call++) {
      pair.put(client, 1, Duration.ofSeconds(3));
      ScriptedPair.read(client);
    }
    assertThat(client.status().isPrimaryActive()).isTrue();
    assertThat(client.status().regions().get(0).readBreaker()).isEqualTo("CLOSED");
    assertThat(pair.trouble.uncaught()).isEmpty();
  }

  /** Attempts that fail and are repeated where they are. */
  private void failsNowAndThen() {
    for (int call = 0; call < 3; call++) {
      pair.primary.failNextPut(Failures::refused);
      for (int served = 0; served < 3; served++) {
        pair.primary.nextPut(pair.primary::store);
      }
    }
  }

  private static void trouble(Retry retry, Supplier<Throwable> failure) {
    retry.getEventPublisher().onEvent(throwing(failure));
    retry.getEventPublisher().onRetry(throwing(failure));
    retry.getEventPublisher().onSuccess(throwing(failure));
    retry.getEventPublisher().onError(throwing(failure));
    retry.getEventPublisher().onIgnoredError(throwing(failure));
  }

  private static void trouble(CircuitBreaker breaker, Supplier<Throwable> failure) {
    breaker.getEventPublisher().onEvent(throwing(failure));
    breaker.getEventPublisher().onSuccess(throwing(failure));
    breaker.getEventPublisher().onError(throwing(failure));
    breaker.getEventPublisher().onStateTransition(throwing(failure));
    breaker.getEventPublisher().onReset(throwing(failure));
    breaker.getEventPublisher().onCallNotPermitted(throwing(failure));
  }

  private static <E> EventConsumer<E> throwing(Supplier<Throwable> failure) {
    return event -> {
      throw Sneaky.throwing(failure.get());
    };
  }

  @ParameterizedTest
  @MethodSource("anything")
  void aConsumerThatThrowsAtNewEntriesCostsNeitherBuildNorSecondary(Supplier<Throwable> failure) {
    RetryRegistry retries = RetryRegistry.ofDefaults();
    CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    retries.getEventPublisher().onEntryAdded(throwing(failure)).onEntryRemoved(throwing(failure));
    breakers.getEventPublisher().onEntryAdded(throwing(failure)).onEntryRemoved(throwing(failure));

    HaStreamClient client =
        pair.start(pair.builder().retryRegistry(retries).circuitBreakerRegistry(breakers));
    pair.primary.failPuts(Failures::refused);
    pair.put(client, 6, Duration.ofSeconds(1));

    assertThat(client.status().isPrimaryActive()).isFalse();
    client.close();
  }
}
