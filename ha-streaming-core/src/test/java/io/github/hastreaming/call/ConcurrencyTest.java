package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailoverStarted;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many callers at once, over HTTP. */
class ConcurrencyTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  private final RecordingListener events = new RecordingListener();

  @Test
  void aHundredThreadsThatHitTheFailureAtOnceMakeOneSwitch() throws Exception {
    int callers = 100;
    Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    CyclicBarrier barrier = new CyclicBarrier(callers);
    CountDownLatch done = new CountDownLatch(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try (HaStreamClient client = Pair.client(Pair.builder(regions).listener(events))) {
      long epoch = client.status().epoch();
      regions.primary().inject(Fault.status(500).on(FaultScope.WRITES));
      for (int caller = 0; caller < callers; caller++) {
        String value = "v" + caller;
        threads.execute(
            () -> {
              try {
                barrier.await();
                client.putMessages(Pair.put(regions.primaryStreamOcid(), value));
              } catch (Exception e) {
                errors.add(e);
              } finally {
                done.countDown();
              }
            });
      }
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
      events.awaitFailoversCompleted(1);

      assertThat(errors).isEmpty();
      assertThat(Pair.values(regions.secondary()))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, callers).mapToObj(n -> "v" + n).toList());
      assertThat(events.failoversCompleted()).hasSize(1);
      assertThat(events.of(FailoverStarted.class)).hasSize(1);
      assertThat(client.status().epoch()).isEqualTo(epoch + 1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void everybodyWithoutASecondarySharesOneQuestionToTheResolver() throws Exception {
    int callers = 20;
    AtomicInteger asked = new AtomicInteger();
    SecondaryResolver resolver =
        context -> asked.incrementAndGet() == 1 ? List.of() : List.of(Pair.secondary(regions));
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    CountDownLatch done = new CountDownLatch(callers);
    try (HaStreamClient client =
        Pair.builder(regions)
            .secondaryResolver(resolver)
            .listener(events)
            .build(Pair.credentials())) {
      regions.primary().inject(Fault.refused());
      for (int caller = 0; caller < callers; caller++) {
        threads.execute(
            () -> {
              client.putMessages(Pair.put(regions.primaryStreamOcid(), "v"));
              done.countDown();
            });
      }
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();

      assertThat(Pair.values(regions.secondary())).hasSize(callers);
      assertThat(asked.get()).isLessThanOrEqualTo(3);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aResolverThatNeverAnswersHoldsACallNoLongerThanItsTimeout() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (HaStreamClient client =
        Pair.builder(regions)
            .secondaryResolver(context -> awaitForever(never))
            .callTimeout(Duration.ofMillis(800))
            .build(Pair.credentials())) {
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "served meanwhile"));
      regions.primary().inject(Fault.refused());

      assertThatThrownBy(() -> client.putMessages(Pair.put(regions.primaryStreamOcid(), "v")))
          .isInstanceOf(AllRegionsUnavailableException.class)
          .hasMessageContaining("the resolver did not answer in time");
    } finally {
      never.countDown();
    }
  }

  private static List<io.github.hastreaming.target.StreamTarget> awaitForever(
      CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  @Test
  void anInterruptedCallEndsAtOnceAndGivesTheFlagBack() throws Exception {
    regions.primary().inject(Fault.hang().on(FaultScope.WRITES));
    Queue<Object> outcome = new ConcurrentLinkedQueue<>();
    try (HaStreamClient client = Pair.client(Pair.builder(regions).listener(events))) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  client.putMessages(Pair.put(regions.primaryStreamOcid(), "v"));
                  outcome.add("served");
                } catch (BmcException e) {
                  outcome.add(e);
                }
                outcome.add(Thread.currentThread().isInterrupted());
              });
      caller.start();
      while (Pair.requests(regions.primary(), "putMessages") == 0) {
        Thread.onSpinWait();
      }
      caller.interrupt();
      caller.join(TimeUnit.SECONDS.toMillis(30));

      assertThat(outcome).hasSize(2).last().isEqualTo(true);
      assertThat(outcome).first().isInstanceOf(BmcException.class);
      assertThat(Pair.requests(regions.primary(), "putMessages")).isEqualTo(1);
      assertThat(Pair.values(regions.secondary())).isEmpty();
    }
  }
}
