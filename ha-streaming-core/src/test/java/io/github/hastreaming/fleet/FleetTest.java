package io.github.hastreaming.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.support.PostgresServer;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultHandle;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Six processes on a PostgreSQL: one decision, one stream, and nothing lost. */
@Tag("fleet")
class FleetTest {

  private static final String PRIMARY = "sa-saopaulo-1";
  private static final String SECONDARY = "sa-vinhedo-1";
  private static final List<String> THERE = List.of(SECONDARY);
  private static final List<String> AND_BACK = List.of(SECONDARY, PRIMARY);
  private static final int MESSAGES = 40;

  private final OciStreamingEmulator primary = OciStreamingEmulator.start(PRIMARY);
  private final OciStreamingEmulator secondary = OciStreamingEmulator.start(SECONDARY);
  private final String primaryOcid = primary.createStream("orders", 2);
  private final PostgresServer database;
  private final List<Member> producers = new ArrayList<>();
  private final List<Member> consumers = new ArrayList<>();

  FleetTest(@TempDir Path directory) throws IOException {
    database = PostgresServer.start(directory.resolve("data"));
  }

  @AfterEach
  void closeAll() {
    all().forEach(Member::close);
    primary.close();
    secondary.close();
    database.close();
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void eachSwitchesOnceThereAndOnceBackToOneStreamAndNothingIsLost() throws Exception {
    startAll();
    awaitMore();

    FaultHandle outage = primary.inject(Fault.refused());
    awaitAllIn(SECONDARY);
    awaitMore();
    assertThat(all()).allSatisfy(member -> assertThat(member.switches()).isEqualTo(THERE));
    assertThat(secondary.streams()).hasSize(1);

    outage.heal();
    awaitAllIn(PRIMARY);
    awaitMore();
    assertThat(all()).allSatisfy(member -> assertThat(member.switches()).isEqualTo(AND_BACK));

    endAll(producers);
    Set<String> acknowledged = told(producers, "acknowledged");
    await(() -> told(consumers, "delivered").containsAll(acknowledged));
    endAll(consumers);
    assertThat(told(all(), "error")).isEmpty();
    assertThat(secondary.messages()).as("the secondary was used").isNotEmpty();
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void aDatabaseThatIsDownDuringTheOutageLosesNothingAndTheFleetAgreesAfterwards()
      throws Exception {
    startAll();
    awaitMore();

    database.stop();
    FaultHandle outage = primary.inject(Fault.refused());
    awaitMore();
    database.startAgain();
    awaitAllIn(SECONDARY);
    outage.heal();
    awaitAllIn(PRIMARY);

    endAll(producers);
    Set<String> acknowledged = told(producers, "acknowledged");
    await(() -> told(consumers, "delivered").containsAll(acknowledged));
    endAll(consumers);
    assertThat(told(all(), "error")).isEmpty();
    assertThat(secondary.streams()).hasSize(1);
  }

  private void startAll() {
    for (int number = 1; number <= 4; number++) {
      producers.add(start("producer", "p" + number));
    }
    for (int number = 1; number <= 2; number++) {
      consumers.add(start("consumer", "c" + number));
    }
    await(() -> consumers.stream().allMatch(member -> !member.told("joined").isEmpty()));
  }

  private Member start(String role, String name) {
    return Member.start(
        role, name, primary.endpoint(), primaryOcid, secondary.endpoint(), database.url());
  }

  private List<Member> all() {
    List<Member> all = new ArrayList<>(producers);
    all.addAll(consumers);
    return all;
  }

  /** Every producer has further messages acknowledged, and consumers get further ones. */
  private void awaitMore() {
    int delivered = told(consumers, "delivered").size();
    for (Member producer : producers) {
      int acknowledged = producer.told("acknowledged").size();
      await(() -> producer.told("acknowledged").size() >= acknowledged + MESSAGES);
    }
    await(() -> told(consumers, "delivered").size() > delivered);
  }

  private void awaitAllIn(String region) {
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(all()).allMatch(member -> member.isIn(region)));
    long[] at = all().stream().mapToLong(Member::switchedAt).sorted().toArray();
    long millis = TimeUnit.NANOSECONDS.toMillis(at[at.length - 1] - at[0]);
    System.out.println("fleet: all in " + region + " " + millis + " ms after the first");
  }

  private static Set<String> told(List<Member> members, String word) {
    Set<String> told = new HashSet<>();
    members.forEach(member -> told.addAll(member.told(word)));
    return told;
  }

  private static void endAll(List<Member> members) throws InterruptedException {
    members.forEach(Member::end);
    for (Member member : members) {
      member.awaitEnd();
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(60, TimeUnit.SECONDS).until(condition);
  }
}
