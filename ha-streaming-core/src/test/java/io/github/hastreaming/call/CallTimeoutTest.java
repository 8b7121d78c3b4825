package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.ScriptedRegion;
import io.github.hastreaming.support.VirtualPair;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bound of a call over all attempts and regions, in virtual time. */
class CallTimeoutTest {

  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

  private final VirtualPair pair = new VirtualPair();

  private void hangs(ScriptedRegion region) {
    region.failPuts(
        () -> {
          pair.time.advance(READ_TIMEOUT);
          return Failures.readTimeout();
        });
  }

  @Test
  void aCallIsBoundedByTheCallTimeoutAndOneReadTimeout() {
    for (int seconds = 1; seconds <= 40; seconds++) {
      VirtualPair fresh = new VirtualPair();
      for (ScriptedRegion region : List.of(fresh.primary, fresh.secondary)) {
        region.failPuts(
            () -> {
              fresh.time.advance(READ_TIMEOUT);
              return Failures.readTimeout();
            });
      }
      Duration limit = Duration.ofSeconds(seconds);
      HaStreamClientBuilder builder =
          fresh.builder().callTimeout(limit).slowCallThreshold(Duration.ofMinutes(1));
      try (HaStreamClient client = fresh.start(builder)) {
        long began = fresh.time.nanoTime();

        assertThatThrownBy(() -> VirtualPair.put(client, "a"))
            .isInstanceOf(AllRegionsUnavailableException.class)
            .hasMessageContaining("sa-saopaulo-1")
            .hasMessageContaining("sa-vinhedo-1");

        assertThat(Duration.ofNanos(fresh.time.nanoTime() - began))
            .isLessThanOrEqualTo(limit.plus(READ_TIMEOUT));
      }
    }
  }

  @Test
  void theMessageSaysThatTheTimeIsOverAndWhatWasNotReached() {
    hangs(pair.primary);
    HaStreamClientBuilder builder =
        pair.builder().callTimeout(Duration.ofSeconds(4)).slowCallThreshold(Duration.ofMinutes(1));
    try (HaStreamClient client = pair.start(builder)) {
      assertThatThrownBy(() -> VirtualPair.put(client, "a"))
          .isInstanceOf(AllRegionsUnavailableException.class)
          .hasMessageContaining("The call timeout of 4000 ms is over")
          .hasMessageContaining("sa-saopaulo-1 (one): SocketTimeoutException: Read timed out")
          .hasMessageContaining("sa-vinhedo-1 (two): not reached in time");
      assertThat(pair.secondary.puts()).isEmpty();
    }
  }

  @Test
  void theFirstAttemptIsMadeHoweverShortTheTimeout() {
    try (HaStreamClient client = pair.start(pair.builder().callTimeout(Duration.ofNanos(1)))) {
      VirtualPair.put(client, "a");

      assertThat(pair.primary.stored()).containsExactly("a");
    }
  }

  @Test
  void aRetryWaitThatDoesNotFitIsNoReasonToGiveUpWhileAnotherRegionIsLeft() {
    pair.primary.failPuts(Failures::refused);
    RetryConfig patient =
        RetryConfig.custom()
            .maxAttempts(3)
            .intervalFunction(IntervalFunction.of(Duration.ofSeconds(60)))
            .build();
    try (HaStreamClient client = pair.start(pair.builder().retryConfig(patient))) {
      VirtualPair.put(client, "a");

      assertThat(pair.secondary.stored()).containsExactly("a");
      assertThat(pair.time.waits()).isEmpty();
    }
  }
}
