package io.github.hastreaming.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.support.Pair;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.StoredMessage;
import io.github.hastreaming.testkit.TestIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random schedule of two regions, producers and consumers, each with a client of its own: faults,
 * restarts, commands, clocks. In the end everything heals and drains, and the account must balance.
 * Virtual time, over real HTTP. A seed makes the same steps again; what they meet differs a little,
 * since retries wait for random times and puts that are made at once come in any order.
 */
final class Campaign implements AutoCloseable {

  static final Duration READ_TIMEOUT = Duration.ofMillis(400);
  static final Duration PROBE_TIMEOUT = Duration.ofMillis(250);
  static final Duration SHORT_DELAY = Duration.ofMillis(20);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int STEPS = 120;
  private static final int DRAINING_ROUNDS = 600;
  private static final int PRODUCERS = 2;
  private static final int SETTLING_ROUNDS = 6;

  /** More than a region is held down for after all that may happen here, and some trials. */
  private static final int HOMECOMING_ROUNDS = 40;

  private static final Duration HOMECOMING_STEP = Duration.ofMinutes(3);
  private static final int TRIAL_CALLS = 6;
  private static final Duration STORE_IS_READ = Duration.ofSeconds(10);

  /** For sweeps; the members of a group must not be taken for gone meanwhile. */
  private static final Duration SETTLING_TIME = Duration.ofSeconds(6);

  private final Random random;
  private final CampaignWorld world;
  private final CampaignAccount account = new CampaignAccount();
  private final List<CampaignProducer> producers = new ArrayList<>();
  private final List<CampaignConsumer> consumers = new ArrayList<>();
  private final List<CampaignClient> clients = new ArrayList<>();
  private final List<CampaignConsumer> groups = new ArrayList<>();
  private final List<String> history = new ArrayList<>();
  private final long seed;

  Campaign(long seed, Path directory) {
    this.seed = seed;
    random = new Random(seed);
    world = new CampaignWorld(seed, random, directory);
    history.add(world.toString());
    for (int i = 0; i < PRODUCERS; i++) {
      CampaignClient client = newClient("producer " + i, CampaignWorld.PRODUCER);
      producers.add(new CampaignProducer(client, account, random));
    }
    int partitions = world.partitions();
    consumers.add(CampaignConsumer.ofPartitions(newClient("oldest"), partitions, account, random));
    CampaignConsumer latest =
        CampaignConsumer.ofPartitions(newClient("latest"), partitions, account, random)
            .fromLatest();
    latest.start(); // Before the first message.
    consumers.add(latest);
    groups.add(CampaignConsumer.ofGroup(newClient("group auto"), "auto", true, account, random));
    groups.add(
        CampaignConsumer.ofGroup(newClient("group manual"), "manual", false, account, random));
    consumers.addAll(groups);
    world.begun();
  }

  private CampaignClient newClient(String name) {
    return newClient(name, CampaignWorld.CONSUMER);
  }

  private CampaignClient newClient(String name, TestIdentity identity) {
    CampaignClient client = new CampaignClient(name, world, account, identity);
    clients.add(client);
    return client;
  }

  /** Runs the schedule to its end. */
  CampaignAccount run() {
    for (int step = 0; step < STEPS; step++) {
      random.setSeed(seed * STEPS + step); // Whatever the steps before have drawn.
      world.time().advance(Duration.ofMillis(1 + random.nextInt(20)));
      history.add("#" + step + " at " + world.time().now() + ", faults " + world.faults());
      history.add(step());
      clients.forEach(CampaignClient::requirePinsHeld);
      account.requireNoViolation();
    }
    world.mishaps().end();
    world.regions().forEach(world::heal);
    history.add("everything heals");
    requireHome();
    drain();
    requireSettled();
    requireNothingLate();
    account.requireNoViolation();
    requireThatCopiesAreExplained();
    world.requireUnfitUnused();
    return account;
  }

  List<String> history() {
    return history;
  }

  private String step() {
    int dice = random.nextInt(100);
    if (dice < 28) {
      return one(producers).put();
    } else if (dice < 29) {
      return one(consumers).askForMissingGroup();
    } else if (dice < 30) {
      CampaignRegion region = one(world.regions());
      return region.slow(!region.isSlow());
    } else if (dice < 78) {
      noteFaults();
      return one(consumers).step();
    } else if (dice < 88) {
      return changeFaults();
    } else if (dice < 90) {
      return one(world.regions()).throttle(random);
    } else if (dice < 94) {
      return letTimePass();
    } else if (dice < 95) {
      return one(clients).skewClock(random);
    } else if (dice < 97) {
      return one(clients).command(random);
    }
    return restart();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String changeFaults() {
    CampaignRegion region = one(world.regions());
    if (region.isFaulty() && random.nextInt(3) > 0) {
      world.heal(region);
      return region.name() + " heals";
    }
    String told = "";
    for (CampaignRegion other : world.regions()) {
      if (other != region && other.isFaulty() && random.nextInt(4) > 0) {
        world.heal(other); // Mostly one region can serve.
        told = other.name() + " heals, ";
      }
    }
    return told + region.worsen(random);
  }

  private void noteFaults() {
    if (world.mayLoseAnswer(FaultScope.READS)) {
      consumers.forEach(consumer -> consumer.disturbedBy("a read without an answer"));
    }
  }

  private String letTimePass() {
    int[] seconds = {1, 1, 11, 40, 70, 400};
    int some = seconds[random.nextInt(seconds.length)];
    world.time().advance(Duration.ofSeconds(some));
    return some + " s";
  }

  private String restart() {
    return switch (random.nextInt(5)) {
      case 0 -> one(consumers).kill();
      case 1 -> one(producers).kill();
      case 2 -> one(groups).reset(world.regions());
      default -> one(clients).restart();
    };
  }

  private void drain() {
    for (int round = 0; round < DRAINING_ROUNDS && !isDrained(); round++) {
      world.time().advance(Duration.ofMillis(200));
      for (CampaignConsumer consumer : consumers) {
        if (!consumer.hasProcessedAll()) {
          history.add(consumer.drain());
        }
      }
    }
    for (CampaignConsumer consumer : consumers) {
      assertThat(consumer.processed())
          .as("processed by %s", consumer)
          .containsAll(account.acknowledged());
    }
  }

  /**
   * In the end there is nothing to get any more, and what a group was given is committed in the
   * region it came from. A busy machine may need some rounds: calls time out there.
   */
  private void requireSettled() {
    String unsettled = "";
    for (int round = 0; round < SETTLING_ROUNDS; round++) {
      int delivered = deliveries();
      for (int sweep = 0; sweep < 2; sweep++) {
        world.time().advance(SETTLING_TIME);
        consumers.forEach(consumer -> history.add(consumer.drain()));
      }
      unsettled = delivered == deliveries() ? notCommitted() : "still delivered";
      if (unsettled.isEmpty()) {
        return;
      }
    }
    throw new AssertionError(unsettled);
  }

  /** What a late writer leaves in any region, also a slow one, is delivered by the next sweeps. */
  private void requireNothingLate() {
    for (CampaignRegion region : world.regions()) {
      if (region.streams().isEmpty()) {
        continue;
      }
      history.add(region.slow(random.nextBoolean()));
      String value = account.nextValue();
      Pair.putDirectly(region.emulator(), region.streams().get(0), value);
      account.acknowledged(value);
      history.add(value + " is put into " + region.name());
      long began = world.time().nanoTime();
      while (!isDrained() && world.time().nanoTime() - began < world.longestDelivery().toNanos()) {
        world.time().advance(POLL);
        consumers.forEach(consumer -> history.add(consumer.drain()));
      }
      for (CampaignConsumer consumer : consumers) {
        assertThat(consumer.processed()).as("not late for %s", consumer).contains(value);
      }
      region.slow(false);
    }
  }

  /** With both regions well, every client comes home, and those that share a store agree. */
  private void requireHome() {
    clients.forEach(CampaignClient::endCommands);
    world.time().advance(STORE_IS_READ);
    for (int round = 0; round < HOMECOMING_ROUNDS && !areHome(); round++) {
      world.time().advance(HOMECOMING_STEP);
      for (int call = 0; call < TRIAL_CALLS; call++) {
        producers.forEach(producer -> history.add(producer.put()));
        consumers.forEach(consumer -> history.add(consumer.drain()));
      }
    }
    assertThat(clients).as("clients in the primary").allMatch(CampaignClient::isHome);
    if (world.sharesStore()) {
      world.time().advance(STORE_IS_READ);
      assertThat(clients)
          .as("clients of one epoch")
          .extracting(client -> client.get().status().epoch())
          .containsOnly(clients.get(0).get().status().epoch());
    }
  }

  private boolean areHome() {
    return clients.stream().allMatch(CampaignClient::isHome);
  }

  private String notCommitted() {
    StringBuilder all = new StringBuilder();
    for (CampaignRegion region : world.regions()) {
      consumers.forEach(consumer -> all.append(consumer.notCommitted(region)));
    }
    return all.toString();
  }

  private int deliveries() {
    return consumers.stream().mapToInt(CampaignConsumer::deliveries).sum();
  }

  private boolean isDrained() {
    return consumers.stream().allMatch(CampaignConsumer::hasProcessedAll);
  }

  private void requireThatCopiesAreExplained() {
    Map<String, Integer> copies = new HashMap<>();
    for (CampaignRegion region : world.regions()) {
      for (StoredMessage message : region.emulator().messages()) {
        copies.merge(message.valueAsString(), 1, Integer::sum);
      }
    }
    for (CampaignProducer producer : producers) {
      for (String value : producer.sentOnce()) {
        assertThat(copies.getOrDefault(value, 0)).as("copies of " + value).isLessThanOrEqualTo(1);
      }
    }
    copies.values().stream()
        .filter(count -> count > 1)
        .forEach(count -> account.storedTwice("replay of an unknown outcome"));
  }

  @Override
  public void close() {
    clients.forEach(CampaignClient::close);
    world.close();
  }
}
