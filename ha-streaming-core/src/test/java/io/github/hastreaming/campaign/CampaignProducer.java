package io.github.hastreaming.campaign;

import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.testkit.FaultScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts messages through its client and keeps what was acknowledged. */
final class CampaignProducer {

  /** Of an entry that was throttled to the end; the second if an attempt before had no answer. */
  private static final Set<String> THROTTLED = Set.of("TooManyRequests", "OutcomeUnknown");

  private static final int CALLS_ON_CUT_CONNECTIONS = 2;

  private final CampaignClient client;
  private final CutConnections cutConnections;
  private final CampaignAccount account;
  private final Random random;

  /** What was sent in a put whose outcome was known at every attempt. */
  private final List<String> sentOnce = new ArrayList<>();

  CampaignProducer(CampaignClient client, CampaignAccount account, Random random) {
    this.client = client;
    this.cutConnections = client.cutConnections(CALLS_ON_CUT_CONNECTIONS);
    this.account = account;
    this.random = random;
  }

  /** The process is killed; what was taken stays taken. */
  String kill() {
    client.kill();
    return "a producer is killed";
  }

  /** Values of which no region may hold two copies. */
  List<String> sentOnce() {
    return sentOnce;
  }

  /** Every entry must be taken, unless no region can. Sometimes several threads put at once. */
  String put() {
    List<String[]> puts = new ArrayList<>();
    int threads = random.nextInt(8) == 0 ? 3 : 1;
    for (int i = 0; i < threads; i++) {
      puts.add(newValues());
    }
    long replays = client.get().status().unknownOutcomesReplayed();
    boolean mayFail = client.mayFailWrites();
    boolean mayLoseAnswer = cutConnections.mayMeetOne() || client.mayLoseAnswersOfWrites();
    List<@Nullable PutMessagesResponse> answers =
        client.attemptAll(FaultScope.WRITES, puts.stream().map(this::call).toList());
    boolean once = client.get().status().unknownOutcomesReplayed() == replays || !mayLoseAnswer;
    StringJoiner told = new StringJoiner(" | ");
    for (int i = 0; i < threads; i++) {
      if (once) {
        sentOnce.addAll(List.of(puts.get(i)));
      }
      told.add(record(puts.get(i), answers.get(i), mayFail));
    }
    return told.toString();
  }

  private String[] newValues() {
    String[] values = new String[1 + random.nextInt(5)];
    for (int i = 0; i < values.length; i++) {
      values[i] = account.nextValue();
    }
    return values;
  }

  private Supplier<PutMessagesResponse> call(String[] values) {
    return () -> client.get().putMessages(Pair.put(client.stream(), values));
  }

  private String record(String[] values, @Nullable PutMessagesResponse response, boolean mayFail) {
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
