package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.VirtualTime;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.internal.time.SystemTimeSource;
import io.github.hastreaming.support.Load;
import io.github.hastreaming.support.VirtualPair;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Switches from many threads at once, under load: the whole of keeper, commands and traffic is too
 * large for the model checker that the keeper alone is checked with.
 */
class SwitchStressTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 100;

  private final VirtualPair pair = new VirtualPair();

  @Test
  void everySwitchIsCountedOnceAndNoCallFails() {
    try (HaStreamClient client =
            VirtualTime.on(pair.builder(), SystemTimeSource::new)
                .build(io.github.hastreaming.support.Pair.credentials());
        Load load = Load.of(client, VirtualPair.PRIMARY.streamOcid(), 2)) {
      io.github.hastreaming.support.Pair.awaitSecondary(client);
      CompletableFuture<?>[] operators =
          IntStream.range(0, THREADS)
              .mapToObj(thread -> CompletableFuture.runAsync(() -> switchOften(client)))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(operators).join();
      load.stop();

      HaStreamStatus status = client.status();
      long switches = status.switches().getOrDefault(SwitchReason.BY_HAND, 0L);
      assertThat(load.errors()).isEmpty();
      assertThat(switches).isPositive();
      assertThat(status.isPrimaryActive()).isEqualTo(switches % 2 == 0);
      assertThat(toldEpochs(switches))
          .as("one switch for each epoch, told in their order")
          .hasSize((int) switches)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  /** The epochs that the events of the switches name, in the order of the events. */
  private List<Long> toldEpochs(long switches) {
    Awaitility.await().until(() -> switchEvents().count() >= switches);
    return switchEvents().toList();
  }

  private Stream<Long> switchEvents() {
    return pair.events.all().stream()
        .flatMap(
            event -> {
              if (event instanceof FailoverCompleted there) {
                return Stream.of(there.epoch());
              }
              return event instanceof FailbackCompleted back
                  ? Stream.of(back.epoch())
                  : Stream.empty();
            });
  }

  private static void switchOften(HaStreamClient client) {
    for (int round = 0; round < ROUNDS; round++) {
      client.failover().failOver("stress");
      client.failover().failBack("stress");
    }
  }
}
