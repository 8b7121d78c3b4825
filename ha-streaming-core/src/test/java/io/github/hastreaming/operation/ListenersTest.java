package io.github.hastreaming.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.VirtualTime;
import io.github.hastreaming.event.FailbackAbandoned;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailbackTrialStarted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.event.FailoverStarted;
import io.github.hastreaming.event.ListenerRegistration;
import io.github.hastreaming.event.PinEnded;
import io.github.hastreaming.event.Pinned;
import io.github.hastreaming.event.ProbeResultChanged;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.event.SecondaryResolved;
import io.github.hastreaming.event.StateStoreFailed;
import io.github.hastreaming.event.StateStoreRecovered;
import io.github.hastreaming.support.EveryEvent;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.FlakyStore;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.VirtualPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a listener does concerns nobody but itself. */
class ListenersTest {

  private final VirtualPair pair = new VirtualPair();
  private final FlakyStore store = new FlakyStore();
  private final List<Object> told = new ArrayList<>();

  @Test
  void oneThatThrowsAtEachEventIsToldTheNextAllTheSame() {
    FailoverListener throwing =
        EveryEvent.does(
            event -> {
              told.add(event);
              if (told.size() % 2 == 0) {
                throw new IllegalStateException("a listener's bug");
              }
              throw new AssertionError("another");
            });
    try (HaStreamClient client = client(throwing)) {
      muchHappens(client);

      assertThat(told).isEqualTo(pair.events.all());
    }
  }

  @Test
  void oneThatIsAddedLaterIsToldUntilItIsTakenAway() {
    try (HaStreamClient client = client(new FailoverListener() {})) {
      client.failover().failOver("before");
      pair.time.runPending();
      ListenerRegistration registration = client.addListener(EveryEvent.does(told::add));
      client.failover().failBack("while it listens");
      pair.time.runPending();
      assertThat(told).hasAtLeastOneElementOfType(FailbackCompleted.class);
      assertThat(told).doesNotHaveAnyElementsOfTypes(FailoverCompleted.class);

      client.failover().failOver("not told any more");
      registration.close(); // What waits is not told either.
      registration.close();
      pair.time.runPending();
      assertThat(told).doesNotHaveAnyElementsOfTypes(FailoverCompleted.class);
    }
  }

  @Test
  void oneIsNotAddedToAClosedClient() {
    HaStreamClient client = client(new FailoverListener() {});
    client.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> client.addListener(new FailoverListener() {}));
  }

  @Test
  void oneMayCallTheClientAtEachEvent() {
    HaStreamClient[] self = new HaStreamClient[1];
    FailoverListener callingBack =
        EveryEvent.does(
            event -> {
              told.add(event);
              HaStreamClient client = self[0];
              if (client != null) {
                VirtualPair.put(client, "from the listener");
                VirtualPair.read(client);
                assertThat(client.status().regions()).isNotEmpty();
              }
            });
    try (HaStreamClient client = client(callingBack)) {
      self[0] = client;
      muchHappens(client);

      assertThat(told).isEqualTo(pair.events.all());
      assertThat(pair.primary.stored().size() + pair.secondary.stored().size())
          .isGreaterThanOrEqualTo(told.size());
    }
  }

  @Test
  void oneMaySwitchFromAnEvent() {
    HaStreamClient[] self = new HaStreamClient[1];
    FailoverListener stubborn =
        EveryEvent.does(
            event -> {
              if (event instanceof FailoverCompleted) {
                self[0].failover().failBack("not on my watch");
              }
            });
    try (HaStreamClient client = client(stubborn)) {
      self[0] = client;
      client.failover().failOver("drill");
      pair.time.runPending();

      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }

  /** In real time: what blocks is a thread. */
  @Test
  void oneThatBlocksHoldsUpNeitherCallsNorOtherListenersNorTheClose() {
    CountDownLatch released = new CountDownLatch(1);
    FailoverListener blocking = EveryEvent.does(event -> awaitQuietly(released));
    HaStreamClient client =
        VirtualTime.on(pair.builder(), io.github.hastreaming.internal.time.SystemTimeSource::new)
            .listener(blocking)
            .build(Pair.credentials());
    try (client) {
      Pair.awaitSecondary(client);
      client.failover().failOver("drill");
      VirtualPair.put(client, "there");

      assertThat(pair.events.await(FailoverCompleted.class).reason()).isEqualTo("drill");
      assertThat(pair.secondary.stored()).containsExactly("there");
      assertThat(released.getCount()).as("it blocks still").isEqualTo(1);
    }
    assertThat(pair.secondary.openClients()).isZero();
    released.countDown();
  }

  private HaStreamClient client(FailoverListener listener) {
    return pair.start(
        pair.builder().stateStore(store).allowedEndpointHosts("two").listener(listener));
  }

  /** A failover, a trial that fails, one that succeeds, a pin, an outage of the store. */
  private void muchHappens(HaStreamClient client) {
    VirtualPair.put(client, "before");
    pair.primary.failPuts(Failures::refused);
    putSome(client);
    pair.time.advance(Duration.ofSeconds(90));
    putSome(client);
    pair.primary.heal();
    pair.time.advance(Duration.ofSeconds(150));
    putSome(client);
    client.failover().pin(VirtualPair.SECONDARY, Duration.ofMinutes(1));
    store.failAll();
    pair.time.advance(Duration.ofSeconds(70));
    store.heal();
    pair.time.advance(Duration.ofSeconds(7));
    assertThat(pair.events.all())
        .extracting(Object::getClass)
        .contains(
            SecondaryResolved.class,
            RegionFailed.class,
            FailoverStarted.class,
            FailoverCompleted.class,
            ProbeResultChanged.class,
            FailbackTrialStarted.class,
            FailbackAbandoned.class,
            FailbackCompleted.class,
            Pinned.class,
            PinEnded.class,
            StateStoreFailed.class,
            StateStoreRecovered.class);
  }

  private void putSome(HaStreamClient client) {
    for (int call = 0; call < 6; call++) {
      VirtualPair.put(client, "x");
    }
    pair.time.runPending();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      boolean unused = latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
