package io.github.hastreaming.benchmarks;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.testkit.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** How long callers go without an answer, and what the SDK's client does under the same faults. */
final class FailoverGap {

  private static final Duration BUSY = Duration.ofMillis(1);
  private static final Duration CALM = Duration.ofMillis(100);

  /** The service takes five reads a second of a partition. */
  private static final Duration READ = Duration.ofMillis(200);

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofSeconds(3);
  private static final Set<String> FOR_MANY_THREADS = Set.of("refused", "500", "hang");
  private static final long LONGEST_CALL_SECONDS = 300;

  private final Report report;
  private final Path chart;

  /**
   * @param chart the file to draw the outage with status 500 into
   */
  FailoverGap(Report report, Path chart) {
    this.report = report;
    this.chart = chart;
  }

  private static Map<String, Fault> faults() {
    Map<String, Fault> faults = new LinkedHashMap<>();
    faults.put("refused", Fault.refused());
    faults.put("500", Fault.status(500));
    faults.put("429", Fault.throttled());
    faults.put("reset", Fault.resetBeforeProcessing());
    faults.put("answer-lost", Fault.resetAfterProcessing());
    faults.put("truncated", Fault.truncatedAnswer());
    faults.put("slow", Fault.delay(Duration.ofSeconds(10)));
    faults.put("hang", Fault.hang());
    return faults;
  }

  /** Measures the faults that are named, all if none is. */
  void run(String... names) throws Exception {
    Map<String, Fault> faults = faults();
    for (String name : names) {
      if (!faults.containsKey(name)) {
        throw new IllegalArgumentException(
            "fault must be one of " + faults.keySet() + ", not \"" + name + "\"");
      }
    }
    faults.keySet().retainAll(names.length == 0 ? faults.keySet() : List.of(names));
    report.section(
        "The gap of a failover and of a failback",
        "Calls over HTTP to regions emulated in the same process. The primary fails for 8 s, then it"
            + " is healthy again. A gap is the longest time any thread was not served, its pauses"
            + " included."
            + " `HaStreamClient` has its defaults, but for a hold-down of 2 s and probes every 0.5 s;"
            + " `StreamClient` has the SDK's.");
    Outage.ofHaStreamClient(Traffic.PUTS, 8, BUSY, Fault.status(500)); // Warms up, is not told.
    besideStreamClient("8 threads, a put every ms", Traffic.PUTS, 8, BUSY, faults);
    Map<String, Fault> ofReads = new LinkedHashMap<>(faults);
    ofReads.remove("429"); // A read that is throttled is no outage: nothing would be switched.
    besideStreamClient(
        "3 threads, a read every 200 ms, each of its partition, where nothing is put",
        Traffic.READS,
        3,
        READ,
        ofReads);
    aHundredThreads(faults);
    if (faults.containsKey("refused")) {
      oneCallASecond(faults.get("refused"));
    }
  }

  private void besideStreamClient(
      String title, Traffic traffic, int threads, Duration pause, Map<String, Fault> faults)
      throws Exception {
    report.table(
        title,
        "errors",
        "failovers",
        "failover gap",
        "calls begun 3 s or more after the fault",
        "failback gap",
        "gap before the fault",
        "`StreamClient`: errors",
        "gap");
    for (Map.Entry<String, Fault> fault : faults.entrySet()) {
      Outage ha = Outage.ofHaStreamClient(traffic, threads, pause, fault.getValue());
      Outage plain = Outage.ofStreamClient(traffic, threads, pause, fault.getValue());
      report.row(
          fault.getKey(),
          "" + ha.errors(),
          "" + ha.switches(),
          ha.failoverGapMillis() + " ms",
          ha.lateCallMillis(LATE) + " ms",
          ha.failbackGapMillis() + " ms",
          ha.gapBeforeMillis() + " ms",
          "" + plain.errors(),
          plain.gapMillis() + " ms");
      if (traffic == Traffic.PUTS && fault.getKey().equals("500")) {
        GapChart.write(chart, ha, plain);
      }
    }
  }

  private void aHundredThreads(Map<String, Fault> faults) throws InterruptedException {
    report.table(
        "100 threads, a put every 100 ms",
        "errors",
        "failovers",
        "failover gap",
        "calls begun 3 s or more after the fault",
        "failback gap",
        "gap before the fault");
    faults.keySet().retainAll(FOR_MANY_THREADS);
    for (Map.Entry<String, Fault> fault : faults.entrySet()) {
      Outage ha = Outage.ofHaStreamClient(Traffic.PUTS, 100, CALM, fault.getValue());
      report.row(
          fault.getKey(),
          "" + ha.errors(),
          "" + ha.switches(),
          ha.failoverGapMillis() + " ms",
          ha.lateCallMillis(LATE) + " ms",
          ha.failbackGapMillis() + " ms",
          ha.gapBeforeMillis() + " ms");
    }
  }

  /** The outage goes on until the SDK's client has given up its first call. */
  private void oneCallASecond(Fault fault) throws InterruptedException {
    report.table("refused, one thread, a put a second", "errors", "first call", "the next");
    try (Emulated pair = new Emulated();
        HaStreamClient client = pair.newClient(builder -> builder)) {
      rowOfCalls("`HaStreamClient`", pair, client, fault, 6);
    }
    try (Emulated pair = new Emulated();
        StreamClient client = pair.newPlainClient()) {
      rowOfCalls("`StreamClient`", pair, client, fault, 2);
    }
  }

  private void rowOfCalls(String name, Emulated pair, Stream client, Fault fault, int count)
      throws InterruptedException {
    Callers callers = new Callers(Traffic.PUTS, client, pair.streamOcid(), 1, SECOND);
    callers.start();
    Outage.sleep(Outage.HEALTHY);
    long faultAt = System.nanoTime();
    pair.primary().inject(fault);
    callers.awaitCalls(count, LONGEST_CALL_SECONDS);
    List<Callers.Call> calls =
        callers.stop().stream().filter(call -> call.began() >= faultAt).toList();
    report.row(
        name,
        calls.stream().filter(call -> !call.ok()).count() + " of " + calls.size(),
        millis(calls.get(0)),
        millis(calls.get(1)));
  }

  private static String millis(Callers.Call call) {
    return TimeUnit.NANOSECONDS.toMillis(call.nanos()) + " ms";
  }
}
