package io.github.hastreaming;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Promises P2 and P4 for consumers, in random histories. {@code -Dcampaign.seed=N} repeats one,
 * {@code -Dcampaign.seeds=N} runs so many.
 */
class ConsumerCampaignTest {

  private static final long FIRST_SEED = Long.getLong("campaign.seed", 1);
  private static final int SEEDS = Integer.getInteger("campaign.seeds", 4);

  @Test
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
