package io.github.hastreaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.time.SystemTimeSource;
import io.github.hastreaming.support.Load;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Switches from many threads at once. A stress rather than Lincheck: what matters is the whole of
 * keeper, commands and traffic, whose state is too large for a model checker's bounded runs.
 */
class SwitchStressTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 200;

  private final VirtualPair pair = new VirtualPair();

  @Test
  void everySwitchIsCountedOnceAndNoCallFails() {
    try (HaStreamClient client =
            pair.builder()
                .timeSource(SystemTimeSource::new)
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
    }
  }

  private static void switchOften(HaStreamClient client) {
    for (int round = 0; round < ROUNDS; round++) {
      client.failover().failOver("stress");
      client.failover().failBack("stress");
    }
  }
}
