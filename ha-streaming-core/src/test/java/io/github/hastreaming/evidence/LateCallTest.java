package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.TimedRegions;
import io.github.hastreaming.support.UnwillingResolver;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call of a running client that is late and served. */
class LateCallTest {

  private static final Duration USUAL = Duration.ofMillis(200);
  private static final Duration LATE = Duration.ofSeconds(2);

  private final TimedRegions regions = new TimedRegions();

  @AfterEach
  void close() {
    regions.close();
  }

  private void runs(HaStreamClient client) {
    regions.primary().takes(USUAL);
    for (int put = 0; put < 30; put++) {
      regions.put(client, "usual " + put);
    }
  }

  private void nextCallsTake(StreamOperation late, int count, Duration duration) {
    AtomicInteger left = new AtomicInteger(count);
    regions
        .primary()
        .takes(operation -> operation == late && left.getAndDecrement() > 0 ? duration : USUAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_300, 2_000, 2_600, 4_900})
  void oneLatePutOfManyLeavesNoTrace(long millis) {
    try (HaStreamClient client = regions.client()) {
      runs(client);
      nextCallsTake(StreamOperation.PUT_MESSAGES, 1, Duration.ofMillis(millis));

      for (int put = 0; put < 60; put++) {
        regions.put(client, "after " + put);
      }

      Traces.assertNothingMoved(regions);
      Traces.assertBreakersClosed(client);
    }
  }

  @Test
  void oneLateReadOfManyLeavesNoTrace() {
    try (HaStreamClient client = regions.client()) {
      runs(client);
      Consumer consumer = regions.consumer(client);
      nextCallsTake(StreamOperation.GET_MESSAGES, 1, LATE);

      for (int read = 0; read < 60; read++) {
        consumer.read();
      }

      Traces.assertNothingMoved(regions);
      Traces.assertBreakersClosed(client);
    }
  }

  /** As when a broker is elected, or a collector of garbage stops the world there. */
  @ParameterizedTest
  @ValueSource(ints = {2, 8, 50})
  void theLatePutsOfAllThreadsLeaveNoTrace(int threads) {
    try (HaStreamClient client = regions.client()) {
      runs(client);
      nextCallsTake(StreamOperation.PUT_MESSAGES, threads, LATE);

      Callers callers = Callers.putting(regions, client, threads).callFor(Duration.ofSeconds(6));

      assertThat(callers.errors()).isEmpty();
      Traces.assertNothingMoved(regions);
      Traces.assertBreakersClosed(client);
    }
  }

  @Test
  void noSecondaryIsProvisionedForALatePut() {
    UnwillingResolver resolver = new UnwillingResolver();
    try (HaStreamClient client = regions.start(regions.builder().secondaryResolver(resolver))) {
      runs(client);
      nextCallsTake(StreamOperation.PUT_MESSAGES, 2, Duration.ofMillis(4_900));

      regions.time().join(regions.beginPut(client, "late"));
      regions.put(client, "late too");
      regions.time().advance(Duration.ofMinutes(10));

      assertThat(resolver.provisionings()).isZero();
      Traces.assertNothingMoved(regions);
    }
  }

  @Test
  void aLatePutIsForgottenWhenReadsFailLater() {
    try (HaStreamClient client = regions.client()) {
      runs(client);
      nextCallsTake(StreamOperation.PUT_MESSAGES, 1, LATE);
      regions.put(client, "late");
      Consumer consumer = regions.consumer(client);

      regions
          .primary()
          .fails(operation -> operation.kind() == CallKind.READ ? Failures.status(500) : null);
      for (int read = 0; read < 10; read++) {
        consumer.read();
      }
      regions.time().advance(Duration.ofSeconds(2));

      assertThat(regions.events().failoversCompleted())
          .singleElement()
          .extracting(FailoverCompleted::reason)
          .asString()
          .startsWith("READ");
      regions.primary().heal();
      regions.secondary().takes(USUAL);
      for (int minute = 0; minute < 30 && !client.status().isPrimaryActive(); minute++) {
        for (int read = 0; read < 10; read++) {
          consumer.read();
        }
        regions.time().advance(Duration.ofMinutes(1));
      }
      assertThat(client.status().isPrimaryActive()).isTrue(); // Nobody has to put for that.
    }
  }
}
