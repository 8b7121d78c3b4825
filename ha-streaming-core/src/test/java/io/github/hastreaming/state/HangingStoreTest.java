package io.github.hastreaming.state;

import static io.github.hastreaming.state.contract.States.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.event.StateStoreFailed;
import io.github.hastreaming.event.StateStoreRecovered;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.contract.States;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.support.ScriptedRegion;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In real time: what hangs is a thread. */
class HangingStoreTest {

  private final ScriptedRegion primary = new ScriptedRegion(PRIMARY);
  private final ScriptedRegion secondary = new ScriptedRegion(States.SECONDARY);
  private final RecordingListener events = new RecordingListener();
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger hanging = new AtomicInteger();

  @AfterEach
  void releaseWhatHangs() {
    released.countDown();
  }

  /** Does not answer until it is released, and does not heed interrupts either. */
  private final class HangingStore implements FailoverStateStore {

    private final FailoverStateStore store = FailoverStateStore.inMemory();

    @Override
    public Optional<FailoverState> load(String primaryOcid) {
      hanging.incrementAndGet();
      boolean done = false;
      while (!done) {
        try {
          released.await();
          done = true;
        } catch (InterruptedException e) {
          assertThat(Thread.interrupted()).isFalse();
        }
      }
      return store.load(primaryOcid);
    }

    @Override
    public boolean compareAndSet(Optional<FailoverState> expected, FailoverState next) {
      return store.compareAndSet(expected, next);
    }
  }

  private HaStreamClientBuilder builder(FailoverStateStore store) {
    return HaStreamClient.builder()
        .primary(PRIMARY)
        .secondaryResolver(SecondaryResolver.fixed(States.SECONDARY))
        .streamFactory(
            (target, timeouts) -> (target.equals(PRIMARY) ? primary : secondary).client(false))
        .stateStore(store)
        .statePollInterval(Duration.ofMillis(10))
        .listener(events);
  }

  @Test
  void delaysTheStartByTwoSecondsAtMostAndNoCall() {
    long began = System.nanoTime();
    try (HaStreamClient client = builder(new HangingStore()).build(Pair.credentials())) {
      Duration built = Duration.ofNanos(System.nanoTime() - began);
      client.putMessages(Pair.put(PRIMARY.streamOcid(), "a"));

      assertThat(built).isBetween(Duration.ofMillis(1_900), Duration.ofMillis(2_700));
      assertThat(primary.stored()).containsExactly("a");
      assertThat(client.status().isStateStoreOk()).isFalse();
      assertThat(hanging).hasValue(1);
      assertThat(events.await(StateStoreFailed.class).reason()).contains("does not answer");
    }
  }

  @Test
  void isUsedOnceItAnswers() {
    HangingStore store = new HangingStore();
    store.store.compareAndSet(Optional.empty(), States.onSecondary(3));
    try (HaStreamClient client = builder(store).build(Pair.credentials())) {
      assertThat(client.status().isPrimaryActive()).isTrue();

      released.countDown();

      events.await(StateStoreRecovered.class);
      assertThat(client.status().active()).isEqualTo(States.SECONDARY);
      client.putMessages(Pair.put(PRIMARY.streamOcid(), "a"));
      assertThat(secondary.stored()).containsExactly("a");
    }
  }

  @Test
  void leavesNoThreadBehindWhenTheClientIsClosed() {
    HaStreamClient client = builder(new HangingStore()).build(Pair.credentials());
    client.close();
    released.countDown();

    Awaitility.await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("ha-streaming-")));
  }
}
