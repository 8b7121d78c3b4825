package io.github.hastreaming.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultHandle;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Four producers and two consumers, each a process of its own, and the two regions they use. */
final class Fleet implements AutoCloseable {

  static final String PRIMARY = "sa-saopaulo-1";
  static final String SECONDARY = "sa-vinhedo-1";
  static final String TO_BE_PROVISIONED = "provision";
  static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private static final int MESSAGES = 40;

  /**
   * What the members talk to.
   *
   * @param primary the endpoint
   * @param secondaryOcid or {@link #TO_BE_PROVISIONED}
   * @param secondary the endpoint
   */
  record Addresses(String primary, String secondaryOcid, String secondary, String store) {}

  private final OciStreamingEmulator primary = OciStreamingEmulator.start(PRIMARY);
  private final OciStreamingEmulator secondary = OciStreamingEmulator.start(SECONDARY);
  private final String primaryOcid = primary.createStream("orders", 2);
  private final List<Member> producers = new ArrayList<>();
  private final List<Member> consumers = new ArrayList<>();

  OciStreamingEmulator primary() {
    return primary;
  }

  OciStreamingEmulator secondary() {
    return secondary;
  }

  /** Starts all six; the first to fail over provisions the secondary stream. */
  void start(Class<?> main, String store) {
    start(
        List.of(),
        main,
        new Addresses(primary.endpoint(), TO_BE_PROVISIONED, secondary.endpoint(), store));
  }

  /**
   * Starts all six.
   *
   * @param through what the first member is started by, see {@code JavaProcess}
   */
  void start(List<String> through, Class<?> main, Addresses addresses) {
    producers.add(member(through, main, addresses, "producer", "p1"));
    for (String name : List.of("p2", "p3", "p4")) {
      producers.add(member(List.of(), main, addresses, "producer", name));
    }
    for (String name : List.of("c1", "c2")) {
      consumers.add(member(List.of(), main, addresses, "consumer", name));
    }
    await(() -> consumers.stream().noneMatch(member -> member.told("joined").isEmpty()));
    awaitMore();
  }

  private Member member(
      List<String> through, Class<?> main, Addresses addresses, String role, String name) {
    return Member.start(
        through,
        main,
        role,
        name,
        primaryOcid,
        addresses.primary(),
        addresses.secondaryOcid(),
        addresses.secondary(),
        addresses.store());
  }

  List<Member> members() {
    List<Member> all = new ArrayList<>(producers);
    all.addAll(consumers);
    return all;
  }

  FaultHandle stopPrimary() {
    return primary.inject(Fault.refused());
  }

  /** Every producer has further messages acknowledged, and consumers get further ones. */
  void awaitMore() {
    awaitMore(members());
  }

  /** The same of some. */
  void awaitMore(List<Member> members) {
    int delivered = told(consumers, "delivered").size();
    List<Member> sending = new ArrayList<>(members);
    sending.retainAll(producers);
    for (Member producer : sending) {
      int acknowledged = producer.told("acknowledged").size();
      await(() -> producer.told("acknowledged").size() >= acknowledged + MESSAGES);
    }
    await(() -> told(consumers, "delivered").size() > delivered);
  }

  void awaitAnyIn(String region) {
    await(() -> members().stream().anyMatch(member -> member.isIn(region)));
  }

  void awaitAllIn(String region) {
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(members()).allMatch(member -> member.isIn(region)));
    long[] at = members().stream().mapToLong(Member::switchedAt).sorted().toArray();
    long millis = TimeUnit.NANOSECONDS.toMillis(at[at.length - 1] - at[0]);
    System.out.println("fleet: all in " + region + " " + millis + " ms after the first");
  }

  /** Ends the producers, then the consumers when they have got everything. */
  void assertNothingLost() throws InterruptedException {
    endAll(producers);
    Set<String> acknowledged = told(producers, "acknowledged");
    await(() -> told(consumers, "delivered").containsAll(acknowledged));
    endAll(consumers);
    System.out.println("fleet: " + acknowledged.size() + " messages, lost=0");
  }

  void assertNoErrors() {
    assertThat(told(members(), "error")).isEmpty();
  }

  static Set<String> told(List<Member> members, String word) {
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

  static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(60, TimeUnit.SECONDS).until(condition);
  }

  @Override
  public void close() {
    members().forEach(Member::close);
    primary.close();
    secondary.close();
  }
}
