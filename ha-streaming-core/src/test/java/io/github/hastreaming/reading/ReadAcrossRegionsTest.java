package io.github.hastreaming.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No acknowledged message is lost, scenario by scenario, with the sweep at every read. */
class ReadAcrossRegionsTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create().partitions(1);

  private final RecordingListener events = new RecordingListener();

  private HaStreamClient client() {
    return Pair.client(
        Pair.builder(regions)
            .readTimeout(Duration.ofMillis(600))
            .probeTimeout(Duration.ofMillis(500))
            .sweepInterval(Duration.ofMillis(1))
            .listener(events));
  }

  private void put(HaStreamClient client, String... values) {
    client.putMessages(Pair.put(regions.primaryStreamOcid(), values));
  }

  @Test
  void readsThePrimaryWhileItServes() {
    try (HaStreamClient client = client()) {
      put(client, "a", "b", "c");
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");

      consumer.readUntilEmpty();

      assertThat(consumer.values()).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aReaderThatIsThrottledFindsASecondaryThatItDidNotKnow() {
    AtomicBoolean there = new AtomicBoolean();
    SecondaryResolver resolver =
        context -> there.get() ? List.of(Pair.secondary(regions)) : List.of();
    try (HaStreamClient client =
        Pair.builder(regions).secondaryResolver(resolver).build(Pair.credentials())) {
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      Pair.putDirectly(regions.secondary(), regions.secondaryStreamOcid(), "a");
      there.set(true);
      regions.primary().inject(Fault.throttled());

      assertThat(consumer.read()).containsExactly("a");
    }
  }
}
