package io.github.hastreaming.benchmarks;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.resolver.SecondaryResolver;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The heap and the threads that a client keeps while it does nothing, after it put one message:
 * what many of them have more than none. The regions are in another process.
 */
final class IdleMemory {

  private static final int DEFAULT_CLIENTS = 50;
  private static final int ROUNDS = 3;
  private static final int COLLECTIONS = 4;

  private IdleMemory() {}

  private record Held(long heap, int threads) {

    static Held now() throws InterruptedException {
      for (int i = 0; i < COLLECTIONS; i++) {
        System.gc();
        TimeUnit.MILLISECONDS.sleep(250); // What only finalizers and cleaners still know goes too.
      }
      return new Held(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          ManagementFactory.getThreadMXBean().getThreadCount());
    }
  }

  private record Each(double kibibytes, double threads) {

    void tell(Report report, String client) {
      report.row(
          client,
          String.format(Locale.ROOT, "%.0f KiB", kibibytes),
          String.format(Locale.ROOT, "%.1f", threads));
    }
  }

  static void run(Report report, String... args) throws Exception {
    int clients = args.length == 0 ? DEFAULT_CLIENTS : Integer.parseInt(args[0]);
    try (RegionsProcess regions = RegionsProcess.start()) {
      Callable<Stream> plain = () -> newPlainClient(regions);
      Callable<Stream> ha = () -> newHaClient(regions);
      measure(regions, plain, 2); // Loads classes and fills caches that are there once.
      measure(regions, ha, 2);
      report.section(
          "Memory of an idle client",
          clients
              + " clients that put one message each, then do nothing; what they hold more than none,"
              + " after garbage collection. The regions are in another process. "
              + ROUNDS
              + " rounds that take turns.");
      report.table("each", "heap", "threads");
      for (int round = 0; round < ROUNDS; round++) {
        measure(regions, plain, clients).tell(report, "`StreamClient`");
        measure(regions, ha, clients).tell(report, "`HaStreamClient`");
      }
    }
  }

  private static Each measure(RegionsProcess regions, Callable<Stream> newClient, int count)
      throws Exception {
    List<Stream> clients = new ArrayList<>();
    Held before = Held.now();
    for (int i = 0; i < count; i++) {
      clients.add(newClient.call());
    }
    for (Stream client : clients) {
      client.putMessages(Messages.put(regions.primary().streamOcid()));
    }
    Held after = Held.now();
    for (Stream client : clients) {
      client.close();
    }
    return new Each(
        (after.heap - before.heap) / 1024.0 / count,
        (double) (after.threads - before.threads) / count);
  }

  private static Stream newPlainClient(RegionsProcess regions) {
    return StreamClient.builder()
        .endpoint(regions.primary().endpoint())
        .build(Emulated.credentials());
  }

  private static Stream newHaClient(RegionsProcess regions) throws InterruptedException {
    return Emulated.awaitSecondary(
        HaStreamClient.builder()
            .primary(regions.primary())
            .secondaryResolver(SecondaryResolver.fixed(regions.secondary()))
            .build(Emulated.credentials()));
  }
}
