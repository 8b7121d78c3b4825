package io.github.hastreaming;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Promises P2 and P4 for consumers, in random histories. {@code -Dcampaign.seeds=N} runs so many,
 * {@code -Dcampaign.seed=N} says with which to begin. Not part of every build: a history takes
 * seconds to a minute.
 */
@EnabledIfSystemProperty(named = "campaign.seeds", matches = "\\d+")
class ConsumerCampaignTest {

  private static final long FIRST_SEED = Long.getLong("campaign.seed", 1);
  private static final int SEEDS = Integer.getInteger("campaign.seeds", 1);

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void everyConsumerProcessesEveryAcknowledgedMessage() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      try (ConsumerCampaign campaign = new ConsumerCampaign(seed)) {
        run(campaign, seed);
      }
    }
  }

  private static void run(ConsumerCampaign campaign, long seed) {
    try {
      campaign.run();
    } catch (RuntimeException | AssertionError e) {
      List<String> history = campaign.history();
      throw new AssertionError(
          "seed " + seed + ", after\n" + String.join("\n", history) + "\n" + e, e);
    }
  }
}
