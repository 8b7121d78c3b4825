package io.github.hastreaming.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises under random schedules of faults. {@code -Dcampaign.seeds=1..1000} runs those seeds;
 * a few run in every build.
 */
@Tag("environment")
class FaultCampaignTest {

  private static final String SEEDS = System.getProperty("campaign.seeds", "29..33");

  /** What some seeds together must have seen, or they prove little. */
  private static final String[] EVENTS = {
    "call while a region is slow",
    "failover",
    "failback",
    "followed another",
    "hang",
    "kill",
    "reset"
  };

  private static final int FEW = 4;

  @TempDir Path directory;

  @Test
  @Timeout(value = 3, unit = TimeUnit.HOURS)
  void everyAcknowledgedMessageIsProcessedAndEveryDuplicateExplained() {
    String[] range = SEEDS.split("\\.\\.", 2);
    long first = Long.parseLong(range[0]);
    long last = Long.parseLong(range[range.length - 1]);
    Map<String, Integer> events = new TreeMap<>();
    List<AssertionError> failures = new ArrayList<>();
    for (long seed = first; seed <= last; seed++) {
      try {
        run(seed).events().forEach((event, count) -> events.merge(event, count, Integer::sum));
      } catch (AssertionError e) {
        failures.add(e); // The other seeds may tell more.
        System.out.println("campaign seed=" + seed + " failed");
      }
    }
    if (!failures.isEmpty()) {
      AssertionError one = failures.get(0);
      failures.stream().skip(1).forEach(one::addSuppressed);
      throw one;
    }
    if (last - first >= FEW) {
      assertThat(events).containsKeys(EVENTS);
    }
  }

  private CampaignAccount run(long seed) {
    long began = System.nanoTime();
    try (Campaign campaign = new Campaign(seed, directory)) {
      try {
        CampaignAccount account = campaign.run();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        System.out.println("campaign seed=" + seed + " " + account + " millis=" + millis);
        return account;
      } catch (RuntimeException | AssertionError e) {
        List<String> history = campaign.history();
        String told = "-Dcampaign.seeds=" + seed + "\n" + String.join("\n", history) + "\n" + e;
        throw new AssertionError(told, e);
      }
    }
  }
}
