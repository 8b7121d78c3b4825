package io.github.hastreaming.examples;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What the demo prints while it runs: a line a second, and one for each thing that happens. */
final class Story implements AutoCloseable {

  private final PrintStream out;
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
  private final long began = System.nanoTime();
  private int primaryHeld;
  private int secondaryHeld;

  Story(PrintStream out) {
    this.out = out;
  }

  void tell(String event) {
    out.println(String.format(Locale.ROOT, "%4d s  >> %s", seconds(), event));
  }

  void tellEverySecond(HaStreamClient client, EmulatedPair pair, Account account) {
    var unused =
        ticker.scheduleAtFixedRate(() -> tick(client, pair, account), 1, 1, TimeUnit.SECONDS);
  }

  /** Each error that is counted is told, up to a number. */
  void tellErrors(Account account) {
    for (String what = account.nextUntold(); what != null; what = account.nextUntold()) {
      tell("error: " + what);
    }
  }

  private void tick(HaStreamClient client, EmulatedPair pair, Account account) {
    tellErrors(account);
    int primaryNow = pair.heldByPrimary();
    int secondaryNow = pair.heldBySecondary();
    out.println(
        String.format(
            Locale.ROOT,
            "%4d s  active %-14s %s %s  acknowledged %5d  backlog %4d  errors %d",
            seconds(),
            client.status().active().region(),
            rate(pair.primary(), primaryNow - primaryHeld),
            rate(pair.secondary(), secondaryNow - secondaryHeld),
            account.acknowledged(),
            account.backlog(),
            account.errors()));
    primaryHeld = primaryNow;
    secondaryHeld = secondaryNow;
  }

  private static String rate(OciStreamingEmulator region, int messages) {
    return String.format(Locale.ROOT, " %s %4d/s", region.region(), messages);
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
  }

  /** Once this returns, nothing more is told: what comes next is the last line. */
  @Override
  public void close() {
    ticker.shutdown();
    try {
      boolean ended = ticker.awaitTermination(1, TimeUnit.SECONDS);
      if (!ended) {
        ticker.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
