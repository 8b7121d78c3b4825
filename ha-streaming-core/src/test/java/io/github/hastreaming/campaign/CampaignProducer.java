package io.github.hastreaming.campaign;

import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.testkit.FaultScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Puts messages through its client and keeps what was acknowledged. */
final class CampaignProducer {

  /** Of an entry that was throttled to the end; the second if an attempt before had no answer. */
  private static final Set<String> THROTTLED = Set.of("TooManyRequests", "OutcomeUnknown");

  private final CampaignClient client;
  private final CampaignAccount account;
  private final Random random;

  /** What was sent in a put whose outcome was known at every attempt. */
  private final List<String> sentOnce = new ArrayList<>();

  CampaignProducer(CampaignClient client, CampaignAccount account, Random random) {
    this.client = client;
    this.account = account;
    this.random = random;
  }

  CampaignClient client() {
    return client;
  }

  /** Values of which no region may hold two copies. */
  List<String> sentOnce() {
    return sentOnce;
  }

  /** Every entry must be taken, unless no region can. */
  String put() {
    String[] values = new String[1 + random.nextInt(5)];
    for (int i = 0; i < values.length; i++) {
      values[i] = account.nextValue();
    }
    long replays = client.get().status().unknownOutcomesReplayed();
    boolean mayFail = client.mayFailWrites();
    PutMessagesResponse response =
        client.attempt(
            FaultScope.WRITES, () -> client.get().putMessages(Pair.put(client.stream(), values)));
    if (client.get().status().unknownOutcomesReplayed() == replays) {
      sentOnce.addAll(List.of(values));
    }
    String told = "put " + String.join(" ", values);
    if (response == null) {
      return told + ": no region could serve";
    }
    List<PutMessagesResultEntry> entries = response.getPutMessagesResult().getEntries();
    int taken = 0;
    for (int i = 0; i < values.length; i++) {
      if (entries.get(i).getError() == null) {
        account.acknowledged(values[i]);
        taken++;
      } else if (!mayFail && !mayReturn(entries.get(i))) {
        throw new AssertionError(values[i] + " was not taken: " + entries.get(i));
      }
    }
    return told + (taken < values.length ? ": " + taken + " taken" : "");
  }

  private boolean mayReturn(PutMessagesResultEntry entry) {
    return client.mayFailWrites()
        || (client.mayThrottleWrites() && THROTTLED.contains(entry.getError()));
  }
}
