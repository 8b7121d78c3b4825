package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.VirtualPair;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Resilience4j as the application configures and watches it. */
class SharedRegistriesTest {

  private final VirtualPair pair = new VirtualPair();
  private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
  private final RetryRegistry retries = RetryRegistry.ofDefaults();
  private final List<String> breakerNames = new CopyOnWriteArrayList<>();
  private final List<String> retryNames = new CopyOnWriteArrayList<>();

  private HaStreamClientBuilder shared(VirtualPair of) {
    return of.builder().circuitBreakerRegistry(breakers).retryRegistry(retries);
  }

  /** By their events: what lists a registry's entries differs between Resilience4j 1.7 and 2. */
  @BeforeEach
  void followTheRegistries() {
    breakers
        .getEventPublisher()
        .onEntryAdded(event -> breakerNames.add(event.getAddedEntry().getName()))
        .onEntryRemoved(event -> breakerNames.remove(event.getRemovedEntry().getName()));
    retries
        .getEventPublisher()
        .onEntryAdded(event -> retryNames.add(event.getAddedEntry().getName()))
        .onEntryRemoved(event -> retryNames.remove(event.getRemovedEntry().getName()));
  }

  @Test
  void theNamesTellRegionStreamAndKind() {
    try (HaStreamClient client = pair.start(shared(pair))) {
      assertThat(client.status().regions()).hasSize(2);
      assertThat(breakerNames)
          .containsExactlyInAnyOrder(
              "ha-streaming-sa-saopaulo-1-aprimary-write",
              "ha-streaming-sa-saopaulo-1-aprimary-read",
              "ha-streaming-sa-vinhedo-1-econdary-write",
              "ha-streaming-sa-vinhedo-1-econdary-read");
      assertThat(retryNames).containsExactlyInAnyOrderElementsOf(breakerNames);
    }
  }

  @Test
  void clientsOfOnePairHaveNamesOfTheirOwn() {
    VirtualPair second = new VirtualPair();
    try (HaStreamClient one = pair.start(shared(pair));
        HaStreamClient two = second.start(shared(second))) {
      assertThat(breakerNames).hasSize(8).doesNotHaveDuplicates();
      pair.primary.failPuts(Failures::reset);
      VirtualPair.put(one, "a");
      VirtualPair.put(one, "b");

      assertThat(two.status().regions().get(0).writeBreaker()).isEqualTo("CLOSED");
    }
  }

  @Test
  void closingTakesAClientsOwnOutAndNothingElse() {
    breakers.circuitBreaker("the application's");
    VirtualPair second = new VirtualPair();
    HaStreamClient one = pair.start(shared(pair));
    try (HaStreamClient two = second.start(shared(second))) {
      one.close();
      assertThat(breakerNames).hasSize(5).contains("the application's");

      VirtualPair third = new VirtualPair();
      try (HaStreamClient three = third.start(shared(third))) { // Has the first one's names now.
        one.close();

        assertThat(breakerNames).hasSize(9);
        assertThat(three.status().regions()).hasSize(2);
      }
      assertThat(two.status().regions()).hasSize(2);
    }
    assertThat(breakerNames).containsExactly("the application's");
    assertThat(retryNames).isEmpty();
  }

  @Test
  void aBuildThatFailsLeavesNothingBehind() {
    HaStreamClientBuilder broken =
        shared(pair)
            .streamFactory(
                (target, timeouts) -> {
                  throw new IllegalStateException("no HTTP provider");
                });

    assertThatThrownBy(() -> broken.build(Pair.credentials())).hasMessage("no HTTP provider");

    assertThat(breakerNames).isEmpty();
    assertThat(retryNames).isEmpty();
  }

  @Test
  void theRetriesCountForMetrics() {
    try (HaStreamClient client = pair.start(shared(pair))) {
      for (int call = 0; call < 5; call++) { // So that the breaker stays closed.
        VirtualPair.put(client, "a");
      }
      pair.primary.failNextPut(Failures::reset);
      VirtualPair.put(client, "b");
      pair.primary.failPuts(Failures::reset);
      VirtualPair.put(client, "c");

      Retry.Metrics metrics =
          retries.retry("ha-streaming-sa-saopaulo-1-aprimary-write").getMetrics();
      assertThat(metrics.getNumberOfSuccessfulCallsWithRetryAttempt()).isEqualTo(1);
      assertThat(metrics.getNumberOfFailedCallsWithRetryAttempt()).isEqualTo(1);
    }
  }

  @Test
  void theUsersAttemptsAndIntervalsAreUsed() {
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(5)
            .intervalFunction(IntervalFunction.of(Duration.ofMillis(7)))
            .build();
    CircuitBreakerConfig patient =
        CircuitBreakerConfig.custom().minimumNumberOfCalls(50).slidingWindowSize(50).build();
    try (HaStreamClient client =
        pair.start(pair.builder().retryConfig(config).circuitBreakerConfig(patient))) {
      pair.primary.failPuts(Failures::reset);

      VirtualPair.put(client, "a");

      assertThat(pair.primary.puts()).hasSize(5);
      assertThat(pair.time.waits()).hasSize(4).containsOnly(Duration.ofMillis(7));
    }
  }

  @Test
  void theUsersWindowThresholdAndMinimumAreUsed() {
    pair.secondary.failProbes(Failures::refused);
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(10)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(80)
            .build();
    RetryConfig once = RetryConfig.custom().maxAttempts(1).build();
    try (HaStreamClient client =
        pair.start(pair.builder().circuitBreakerConfig(config).retryConfig(once))) {
      VirtualPair.put(client, "a");
      VirtualPair.put(client, "b");
      pair.primary.failPuts(Failures::reset);
      for (int call = 0; call < 7; call++) {
        VirtualPair.put(client, "c");
      }
      assertThat(pair.events.of(RegionFailed.class)).isEmpty();

      VirtualPair.put(client, "the tenth");
      pair.time.runPending();

      assertThat(pair.events.of(RegionFailed.class)).hasSize(1);
    }
  }

  @Test
  void theUsersPredicatesAndOpenTimeAreNotUsed() {
    pair.secondary.failProbes(Failures::refused);
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(5)
            .waitDurationInOpenState(Duration.ofHours(1))
            .ignoreException(failure -> true)
            .build();
    RetryConfig predicates =
        RetryConfig.custom().maxAttempts(3).retryOnException(failure -> false).build();
    try (HaStreamClient client =
        pair.start(pair.builder().circuitBreakerConfig(config).retryConfig(predicates))) {
      pair.primary.failPuts(Failures::reset);
      VirtualPair.put(client, "a");
      VirtualPair.put(client, "b");
      assertThat(pair.primary.puts()).hasSize(5);
      assertThat(client.status().regions().get(0).writeBreaker()).isEqualTo("OPEN");
      pair.primary.heal();

      pair.time.advance(Duration.ofSeconds(10));
      VirtualPair.put(client, "c");

      assertThat(pair.primary.stored()).containsExactly("c");
    }
  }

  @Test
  void aBreakerForcedOpenThroughTheRegistryKeepsCallsAway() {
    try (HaStreamClient client = pair.start(shared(pair))) {
      breakers
          .circuitBreaker("ha-streaming-sa-saopaulo-1-aprimary-write")
          .transitionToForcedOpenState();

      VirtualPair.put(client, "a");

      assertThat(pair.secondary.stored()).containsExactly("a");
      assertThat(client.status().regions().get(0).writeBreaker()).isEqualTo("FORCED_OPEN");
    }
  }
}
