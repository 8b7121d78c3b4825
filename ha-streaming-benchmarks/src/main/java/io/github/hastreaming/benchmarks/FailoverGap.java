package io.github.hastreaming.benchmarks;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultHandle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

/**
 * How long callers go without an answer when the primary region fails: the client's defaults, two
 * regions over HTTP in this process.
 */
final class FailoverGap {

  private static final Duration HEALTHY = Duration.ofSeconds(3);
  private static final Duration FAULTY = Duration.ofSeconds(8);
  private static final long LATE_SECONDS = 3;
  private static final Duration SHORT_HOLD_DOWN = Duration.ofSeconds(2);
  private static final Duration SHORT_PROBE_INTERVAL = Duration.ofMillis(500);
  private static final long LONGEST_FAILBACK_SECONDS = 30;

  private FailoverGap() {}

  static void run(String... names) throws InterruptedException {
    Map<String, Fault> faults = faults();
    faults.keySet().retainAll(names.length == 0 ? faults.keySet() : List.of(names));
    underLoad("warm-up, not counted", 8, Fault.status(500), Duration.ofMillis(1));
    for (Map.Entry<String, Fault> fault : faults.entrySet()) {
      underLoad(fault.getKey(), 8, fault.getValue(), Duration.ofMillis(1));
    }
    for (Map.Entry<String, Fault> fault : faults.entrySet()) {
      underLoad(fault.getKey(), 100, fault.getValue(), Duration.ofMillis(100));
    }
    if (faults.containsKey("refused")) {
      oneCallASecond(faults.get("refused"));
    }
    if (faults.containsKey("500")) {
      failback(faults.get("500"));
    }
  }

  private static Map<String, Fault> faults() {
    Map<String, Fault> faults = new LinkedHashMap<>();
    faults.put("refused", Fault.refused());
    faults.put("500", Fault.status(500));
    faults.put("429", Fault.throttled());
    faults.put("reset", Fault.resetBeforeProcessing());
    faults.put("hang", Fault.hang());
    return faults;
  }

  private static void underLoad(String name, int threads, Fault fault, Duration pause)
      throws InterruptedException {
    Switches switches = new Switches();
    try (Emulated pair = new Emulated();
        HaStreamClient client = pair.newClient(switches)) {
      Callers callers = new Callers(client, pair.streamOcid(), threads, pause);
      callers.start();
      sleep(HEALTHY);
      long faultAt = System.nanoTime();
      pair.primary().inject(fault);
      sleep(FAULTY);
      List<Callers.Call> calls = callers.stop();
      List<Callers.Call> before = calls.stream().filter(call -> call.ended() < faultAt).toList();
      List<Callers.Call> after = calls.stream().filter(call -> call.ended() >= faultAt).toList();
      long late = faultAt + TimeUnit.SECONDS.toNanos(LATE_SECONDS);
      print(
          "%-21s %3d threads: %d errors, %d switches, longest gap %d ms (before the fault %d ms), "
              + "longest call begun %d s or more after it %d ms, %d calls a second before it",
          name,
          threads,
          calls.stream().filter(call -> !call.ok()).count(),
          switches.count.get(),
          longest(after, Callers.Call::gap),
          longest(before.stream().filter(call -> warm(call, faultAt)).toList(), Callers.Call::gap),
          LATE_SECONDS,
          longest(
              after.stream().filter(call -> call.began() >= late).toList(), Callers.Call::nanos),
          before.size() / HEALTHY.toSeconds());
    }
  }

  /** Not of the first second, in which connections are made. */
  private static boolean warm(Callers.Call call, long faultAt) {
    return faultAt - call.began() < HEALTHY.minusSeconds(1).toNanos();
  }

  private static void oneCallASecond(Fault fault) throws InterruptedException {
    Switches switches = new Switches();
    try (Emulated pair = new Emulated();
        HaStreamClient client = pair.newClient(switches)) {
      Callers callers = new Callers(client, pair.streamOcid(), 1, Duration.ofSeconds(1));
      callers.start();
      sleep(HEALTHY);
      long faultAt = System.nanoTime();
      pair.primary().inject(fault);
      sleep(FAULTY);
      List<Callers.Call> calls = callers.stop();
      List<Callers.Call> after = calls.stream().filter(call -> call.began() >= faultAt).toList();
      print(
          "refused, one thread, one call a second: %d errors, %d switches, first call %d ms, next"
              + " %d ms, longest of the others %d ms",
          calls.stream().filter(call -> !call.ok()).count(),
          switches.count.get(),
          TimeUnit.NANOSECONDS.toMillis(after.get(0).nanos()),
          TimeUnit.NANOSECONDS.toMillis(after.get(1).nanos()),
          longest(after.subList(2, after.size()), Callers.Call::nanos));
    }
  }

  private static void failback(Fault fault) throws InterruptedException {
    Switches switches = new Switches();
    FailbackPolicy soon =
        FailbackPolicy.automatic().holdDown(SHORT_HOLD_DOWN).probeInterval(SHORT_PROBE_INTERVAL);
    try (Emulated pair = new Emulated();
        HaStreamClient client = pair.newClient(switches, soon)) {
      Callers callers = new Callers(client, pair.streamOcid(), 8, Duration.ofMillis(1));
      callers.start();
      sleep(HEALTHY);
      FaultHandle outage = pair.primary().inject(fault);
      sleep(HEALTHY);
      outage.heal();
      long healedAt = System.nanoTime();
      boolean isBack = switches.back.await(LONGEST_FAILBACK_SECONDS, TimeUnit.SECONDS);
      long backAfter = System.nanoTime() - healedAt;
      sleep(HEALTHY);
      List<Callers.Call> calls = callers.stop();
      print(
          "failback, 8 threads, hold-down %d s: %s, %d errors, %d ms after the primary was healthy"
              + " again, longest gap since then %d ms",
          SHORT_HOLD_DOWN.toSeconds(),
          isBack ? "back" : "NOT BACK",
          calls.stream().filter(call -> !call.ok()).count(),
          TimeUnit.NANOSECONDS.toMillis(backAfter),
          longest(
              calls.stream().filter(call -> call.began() >= healedAt).toList(), Callers.Call::gap));
    }
  }

  private static long longest(List<Callers.Call> calls, ToLongFunction<Callers.Call> nanos) {
    return TimeUnit.NANOSECONDS.toMillis(calls.stream().mapToLong(nanos).max().orElse(0));
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private static void sleep(Duration duration) throws InterruptedException {
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
