package io.github.hastreaming.benchmarks;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Puts a second over HTTP: HaStreamClient against the SDK's client, on the same emulated region, in
 * rounds that take turns, so that both see the same machine.
 */
final class HttpThroughput {

  /**
   * What a round is.
   *
   * @param callers threads that put one message after the other
   * @param latency what the region takes for an answer
   * @param seconds how long a turn is
   * @param rounds how many are counted
   */
  private record Load(int callers, Duration latency, int seconds, int rounds) {}

  private static final Duration LATENCY = Duration.ofMillis(200);
  private static final List<Load> LOADS =
      List.of(
          new Load(4, Duration.ZERO, 1, 20),
          new Load(50, LATENCY, 4, 4),
          new Load(300, LATENCY, 6, 4),
          new Load(1_000, LATENCY, 10, 4));

  private final Report report;

  private HttpThroughput(Report report) {
    this.report = report;
  }

  /**
   * @param args a number of callers, to measure that load only
   */
  static void run(Report report, String... args) throws Exception {
    report.section(
        "Throughput over HTTP",
        "The clients take turns on the same emulated region, a message a put; puts that were"
            + " answered within the turn.");
    report.table(
        "callers",
        "the region takes",
        "rounds",
        "`StreamClient`, puts a second",
        "`HaStreamClient`",
        "ratio of the sums",
        "median of the rounds' ratios");
    for (Load load : LOADS) {
      if (args.length == 0 || Integer.parseInt(args[0]) == load.callers()) {
        new HttpThroughput(report).measure(load);
      }
    }
  }

  private void measure(Load load) throws Exception {
    int rounds = load.rounds();
    List<Double> ratios = new ArrayList<>();
    double plainSum = 0;
    double haSum = 0;
    int warmUps = Math.max(1, rounds / 5);
    try (Emulated pair = new Emulated();
        StreamClient plain = pair.newPlainClient();
        HaStreamClient ha = pair.newClient(builder -> builder)) {
      if (!load.latency().isZero()) {
        pair.primary().inject(Fault.slow(load.latency()));
      }
      for (int round = 0; round < warmUps + rounds; round++) {
        boolean plainFirst = round % 2 == 0;
        double first = putsPerSecond(load, pair, plainFirst ? plain : ha);
        double second = putsPerSecond(load, pair, plainFirst ? ha : plain);
        if (round >= warmUps) {
          double plainRate = plainFirst ? first : second;
          double haRate = plainFirst ? second : first;
          ratios.add(haRate / plainRate);
          plainSum += plainRate;
          haSum += haRate;
        }
      }
    }
    ratios.sort(null);
    report.row(
        "" + load.callers(),
        load.latency().isZero() ? "no time" : load.latency().toMillis() + " ms",
        rounds + " of " + load.seconds() + " s",
        "" + Math.round(plainSum / rounds),
        "" + Math.round(haSum / rounds),
        ratio(haSum / plainSum),
        ratio(ratios.get(ratios.size() / 2)));
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static double putsPerSecond(Load load, Emulated pair, Stream client)
      throws InterruptedException {
    Callers callers =
        new Callers(Traffic.PUTS, client, pair.streamOcid(), load.callers(), Duration.ZERO);
    long began = System.nanoTime(); // Threads that were started first call before the last is.
    callers.start();
    TimeUnit.SECONDS.sleep(load.seconds());
    long end = System.nanoTime();
    List<Callers.Call> calls = callers.stop();
    if (calls.stream().anyMatch(call -> !call.ok())) {
      throw new IllegalStateException("a put failed: this measures nothing");
    }
    long served = calls.stream().filter(call -> call.ended() - end <= 0).count();
    return served * (double) TimeUnit.SECONDS.toNanos(1) / (end - began);
  }
}
