package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.support.Load;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PutMessagesFailoverTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create().partitions(2);

  private final RecordingListener events = new RecordingListener();

  static Stream<Fault> outages() {
    return Stream.of(
        Fault.refused(),
        Fault.status(500).on(FaultScope.WRITES),
        Fault.status(503).on(FaultScope.WRITES),
        Fault.throttled().on(FaultScope.WRITES),
        Fault.hang().on(FaultScope.WRITES),
        Fault.resetBeforeProcessing().on(FaultScope.WRITES),
        Fault.resetAfterProcessing().on(FaultScope.WRITES),
        Fault.truncatedAnswer().on(FaultScope.WRITES));
  }

  @Test
  void putsGoToThePrimaryWhileItServes() {
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      PutMessagesResponse response =
          client.putMessages(Pair.put(regions.primaryStreamOcid(), "a", "b"));

      assertThat(response.getPutMessagesResult().getFailures()).isZero();
      assertThat(Pair.values(regions.primary())).containsExactlyInAnyOrder("a", "b");
      assertThat(Pair.values(regions.secondary())).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("outages")
  void noErrorReachesAnyOfEightThreadsAndThePairSwitchesOnce(Fault fault) {
    try (HaStreamClient client =
        Pair.client(
            Pair.builder(regions)
                .readTimeout(Duration.ofMillis(600))
                .slowCallThreshold(Duration.ofMillis(200))
                .listener(events))) {
      try (Load load = Load.of(client, regions.primaryStreamOcid(), 8)) {
        load.awaitAcknowledged(50);
        regions.primary().inject(fault);
        events.awaitFailoversCompleted(1);
        load.awaitAcknowledged(load.acknowledged().size() + 100);
        load.stop();

        assertThat(load.errors()).isEmpty();
        assertThat(Pair.allValues(regions)).containsAll(load.acknowledged());
        assertThat(events.failoversCompleted()).hasSize(1);
        assertThat(client.status().isPrimaryActive()).isFalse();
        assertThat(client.getEndpoint()).isEqualTo(regions.secondary().endpoint());
      }
    }
  }
}
