package io.github.hastreaming.benchmarks;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailoverListener;
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

  static void run(String... args) throws Exception {
    int rounds = args.length == 0 ? DEFAULT_ROUNDS : Integer.parseInt(args[0]);
    List<Double> ratios = new ArrayList<>();
    long plainCalls = 0;
    long haCalls = 0;
    try (Emulated pair = new Emulated();
        StreamClient plain = pair.newPlainClient();
        HaStreamClient ha = pair.newClient(new FailoverListener() {})) {
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
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d threads, %d rounds of 1 s each: StreamClient %d puts/s, HaStreamClient %d puts/s,"
                + " ratio of the sums %.3f, median of the rounds %.3f",
            THREADS,
            rounds,
            plainCalls / rounds,
            haCalls / rounds,
            (double) haCalls / plainCalls,
            ratios.get(ratios.size() / 2)));
  }

  private static int callsIn(Emulated pair, Stream client) throws InterruptedException {
    Callers callers = new Callers(client, pair.streamOcid(), THREADS, Duration.ZERO);
    callers.start();
    TimeUnit.SECONDS.sleep(1);
    List<Callers.Call> calls = callers.stop();
    if (calls.stream().anyMatch(call -> !call.ok())) {
      throw new IllegalStateException("a put failed: this measures nothing");
    }
    return calls.size();
  }
}
