package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A region is well again, and the connections that a client keeps to it are dead. */
class DeadConnectionsTest {

  private static final int CONNECTIONS = 8; // More than a call has attempts.

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  @Test
  void aCallDoesNotUseUpItsAttemptsOnThem() throws Exception {
    HaStreamClientBuilder alone =
        Pair.builder(regions).secondaryResolver(SecondaryResolver.fixed());
    try (HaStreamClient client = alone.build(Pair.credentials())) {
      openConnections(client);
      regions.primary().inject(Fault.refused()).heal(); // Resets what is open.

      client.putMessages(Pair.put(regions.primaryStreamOcid(), "after"));

      assertThat(Pair.values(regions.primary())).contains("after");
      assertThat(client.status().regions().get(0).writes().failedAttempts()).isEqualTo(1);
    }
  }

  private void openConnections(HaStreamClient client) throws Exception {
    regions.primary().inject(Fault.delay(Duration.ofMillis(300)).times(CONNECTIONS));
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<?>> calls = new ArrayList<>();
      for (int call = 0; call < CONNECTIONS; call++) {
        calls.add(
            threads.submit(
                () -> client.putMessages(Pair.put(regions.primaryStreamOcid(), "before"))));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
