package io.github.hastreaming.benchmarks;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What callers saw when the primary region failed for a while and was healthy again.
 *
 * @param calls all they made
 * @param faultAt when it began, monotonic
 * @param healedAt when it ended
 * @param switches failovers of the client
 */
record Outage(List<Callers.Call> calls, long faultAt, long healedAt, int switches) {

  static final Duration HEALTHY = Duration.ofSeconds(3);
  static final Duration FAULTY = Duration.ofSeconds(8);
  private static final long PATIENCE_SECONDS = 180;
  private static final FailbackPolicy SOON =
      FailbackPolicy.automatic()
          .holdDown(Duration.ofSeconds(2))
          .probeInterval(Duration.ofMillis(500));

  /** With HaStreamClient, until it is back in the primary. */
  static Outage ofHaStreamClient(Traffic traffic, int threads, Duration pause, Fault fault)
      throws InterruptedException {
    Switches switches = new Switches();
    try (Emulated pair = new Emulated();
        HaStreamClient client =
            pair.newClient(builder -> builder.listener(switches).failbackPolicy(SOON))) {
      return of(pair, client, traffic, threads, pause, fault, switches);
    }
  }

  /** With the SDK's client, until every thread's calls succeed again. */
  static Outage ofStreamClient(Traffic traffic, int threads, Duration pause, Fault fault)
      throws InterruptedException {
    try (Emulated pair = new Emulated();
        StreamClient client = pair.newPlainClient()) {
      return of(pair, client, traffic, threads, pause, fault, null);
    }
  }

  private static Outage of(
      Emulated pair,
      Stream client,
      Traffic traffic,
      int threads,
      Duration pause,
      Fault fault,
      @Nullable Switches switches)
      throws InterruptedException {
    Callers callers = new Callers(traffic, client, pair.streamOcid(), threads, pause);
    callers.start();
    sleep(HEALTHY);
    long faultAt = System.nanoTime();
    FaultHandle handle = pair.primary().inject(fault);
    sleep(FAULTY);
    handle.heal();
    long healedAt = System.nanoTime();
    boolean recovered =
        switches == null
            ? callers.awaitSuccessOfEach(PATIENCE_SECONDS)
            : switches.back.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!recovered) {
      throw new IllegalStateException("not recovered from " + fault);
    }
    sleep(HEALTHY);
    return new Outage(
        callers.stop(), faultAt, healedAt, switches == null ? 0 : switches.count.get());
  }

  long errors() {
    return calls.stream().filter(call -> !call.ok()).count();
  }

  /** The longest time any thread was not served, in the outage and after it. */
  long gapMillis() {
    return longest(call -> call.ended() >= faultAt, Callers.Call::gap);
  }

  long failoverGapMillis() {
    return longest(call -> call.ended() >= faultAt && call.began() < healedAt, Callers.Call::gap);
  }

  long failbackGapMillis() {
    return longest(call -> call.began() >= healedAt, Callers.Call::gap);
  }

  /** Of warm connections: not in the first second. */
  long gapBeforeMillis() {
    long warm = faultAt - HEALTHY.minusSeconds(1).toNanos();
    return longest(call -> call.began() >= warm && call.ended() < faultAt, Callers.Call::gap);
  }

  /** The longest call of those that began in the outage, but not at its beginning. */
  long lateCallMillis(Duration after) {
    long late = faultAt + after.toNanos();
    return longest(call -> call.began() >= late && call.began() < healedAt, Callers.Call::nanos);
  }

  private long longest(Predicate<Callers.Call> which, ToLongFunction<Callers.Call> nanos) {
    return TimeUnit.NANOSECONDS.toMillis(
        calls.stream().filter(which).mapToLong(nanos).max().orElse(0));
  }

  /** Served calls in each slice of time, from the first call on. */
  double[] servedPerSecond(Duration slice, Duration length) {
    long begin = faultAt - HEALTHY.toNanos();
    double[] counts = new double[(int) (length.toNanos() / slice.toNanos())];
    for (Callers.Call call : calls) {
      long index = (call.ended() - begin) / slice.toNanos();
      if (call.ok() && index >= 0 && index < counts.length) {
        counts[(int) index] += 1e9 / slice.toNanos();
      }
    }
    return counts;
  }

  static void sleep(Duration duration) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }

  /** Counts the failovers, and waits for the failback. */
  private static final class Switches implements FailoverListener {

    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch back = new CountDownLatch(1);

    @Override
    public void onFailoverCompleted(FailoverCompleted event) {
      count.incrementAndGet();
    }

    @Override
    public void onFailbackCompleted(FailbackCompleted event) {
      back.countDown();
    }
  }
}
