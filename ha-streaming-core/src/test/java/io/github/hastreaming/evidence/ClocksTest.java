package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.model.CreateCursorDetails;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.VirtualTime;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.TimedRegions;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.StoredMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A host's wall clock may be wrong. */
class ClocksTest {

  private static final StreamTarget REPLACED =
      StreamTarget.of("sa-vinhedo-1", "ocid1.stream.oc1.sa-vinhedo-1.aaareplaced", "https://two");

  private final ScriptedPair pair = new ScriptedPair();
  private final FailoverStateStore store = FailoverStateStore.inMemory();

  /** The pair's time, with the wall clock ahead. */
  private record Ahead(TimeSource time, Duration by) implements TimeSource {
    @Override
    public Instant now() {
      return time.now().plus(by);
    }

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public boolean await(CompletableFuture<?> signal, Duration atMost) throws InterruptedException {
      return time.await(signal, atMost);
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
      return time.schedule(delay, task);
    }

    @Override
    public void execute(Runnable task) {
      time.execute(task);
    }

    @Override
    public void close() {
      // The time goes on for the others.
    }
  }

  private HaStreamClient client(StreamTarget secondary, Duration ahead) {
    HaStreamClient client =
        VirtualTime.on(
                pair.builder()
                    .stateStore(store)
                    .statePollInterval(Duration.ofSeconds(5))
                    .secondaryResolver(SecondaryResolver.fixed(secondary)),
                new Ahead(pair.trouble, ahead))
            .build(Pair.credentials());
    pair.pass(Duration.ofSeconds(30));
    return client;
  }

  private List<String> stored() {
    return store
        .load(ScriptedPair.PRIMARY.streamOcid())
        .map(FailoverState::targets)
        .orElseThrow()
        .stream()
        .map(StreamTarget::streamOcid)
        .toList();
  }

  /** A replaced secondary has acknowledged messages until its retention is over. */
  @Test
  void aHostWhoseClockIsDaysAheadForgetsNoReplacedSecondary() {
    HaStreamClient first = client(REPLACED, Duration.ZERO);
    HaStreamClient right = client(ScriptedPair.SECONDARY, Duration.ZERO);
    assertThat(stored()).contains(REPLACED.streamOcid());
    first.close();
    right.close();

    HaStreamClient ahead = client(ScriptedPair.SECONDARY, Duration.ofDays(8));
    ahead.failover().failOver("drill");
    pair.pass(Duration.ofMinutes(1));

    assertThat(stored()).contains(REPLACED.streamOcid());
    ahead.close();
  }

  /**
   * The secondary has no such partition, so the cursor begins in a primary that cannot be asked.
   */
  @Test
  void latestMeansTheServicesMomentWhereNoAnswerToldIt() {
    try (TimedRegions regions = new TimedRegions(2, 1);
        HaStreamClient client =
            regions.start(
                VirtualTime.on(regions.builder(), new Ahead(regions.time(), Duration.ofDays(8))))) {
      regions.put(client, "before");
      regions.time().advance(Duration.ofMinutes(5));
      regions.primary().fails(operation -> Failures.refused());
      Consumer consumer =
          Consumer.from(
              client, regions.primary().streamOcid(), "1", CreateCursorDetails.Type.Latest);
      regions.primary().heal();
      for (int message = 0; message < 20; message++) {
        Pair.putDirectly(
            regions.primary().emulator(), regions.primary().streamOcid(), "after " + message);
      }
      regions.time().advance(Duration.ofSeconds(11));
      for (int read = 0; read < 10; read++) {
        consumer.read();
        regions.time().advance(Duration.ofSeconds(2));
      }

      List<String> inPartition =
          regions.primary().emulator().messages().stream()
              .filter(message -> message.partition().equals("1"))
              .map(StoredMessage::valueAsString)
              .filter(value -> value.startsWith("after"))
              .toList();
      assertThat(inPartition).isNotEmpty();
      assertThat(consumer.values()).containsAll(inPartition);
    }
  }
}
