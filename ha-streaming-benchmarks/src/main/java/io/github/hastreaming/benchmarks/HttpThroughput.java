package io.github.hastreaming.benchmarks;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.HaStreamClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Puts a second over HTTP: HaStreamClient against the SDK's client, on the same emulated region, in
 * rounds of a second that take turns, so that both see the same machine.
 */
final class HttpThroughput {

  private static final int THREADS = 4;
  private static final int DEFAULT_ROUNDS = 20;
  private static final int WARM_UP_ROUNDS = 4;

  private HttpThroughput() {}

  static void run(Report report, String... args) throws Exception {
    int rounds = args.length == 0 ? DEFAULT_ROUNDS : Integer.parseInt(args[0]);
    List<Double> ratios = new ArrayList<>();
    long plainCalls = 0;
    long haCalls = 0;
    try (Emulated pair = new Emulated();
        StreamClient plain = pair.newPlainClient();
        HaStreamClient ha = pair.newClient(builder -> builder)) {
      for (int round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
        boolean plainFirst = round % 2 == 0;
        int first = callsIn(pair, plainFirst ? plain : ha);
        int second = callsIn(pair, plainFirst ? ha : plain);
        if (round >= WARM_UP_ROUNDS) {
          int plainCount = plainFirst ? first : second;
          int haCount = plainFirst ? second : first;
          ratios.add((double) haCount / plainCount);
          plainCalls += plainCount;
          haCalls += haCount;
        }
      }
    }
    ratios.sort(null);
    report.section(
        "Throughput over HTTP",
        rounds
            + " rounds of 1 s each, the clients taking turns on the same emulated region, "
            + THREADS
            + " threads, a message a put.");
    report.table("", "puts a second");
    report.row("`StreamClient`", "" + plainCalls / rounds);
    report.row("`HaStreamClient`", "" + haCalls / rounds);
    report.row("ratio of the sums", ratio((double) haCalls / plainCalls));
    report.row("median of the rounds' ratios", ratio(ratios.get(ratios.size() / 2)));
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static int callsIn(Emulated pair, Stream client) throws InterruptedException {
    Callers callers = new Callers(Traffic.PUTS, client, pair.streamOcid(), THREADS, Duration.ZERO);
    callers.start();
    TimeUnit.SECONDS.sleep(1);
    List<Callers.Call> calls = callers.stop();
    if (calls.stream().anyMatch(call -> !call.ok())) {
      throw new IllegalStateException("a put failed: this measures nothing");
    }
    return calls.size();
  }
}
