package io.github.hastreaming.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.testkit.StoredMessage;
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
 * Virtual time, over real HTTP: a seed makes the same schedule again. Only puts that are made at
 * once may come in another order.
 */
final class Campaign implements AutoCloseable {

  static final Duration READ_TIMEOUT = Duration.ofMillis(400);
  static final Duration PROBE_TIMEOUT = Duration.ofMillis(250);
  static final Duration SHORT_DELAY = Duration.ofMillis(20);

  private static final int STEPS = 120;
  private static final int DRAINING_ROUNDS = 600;
  private static final int PRODUCERS = 2;
  private static final int SETTLING_ROUNDS = 6;

  /** For sweeps; the members of a group must not be taken for gone meanwhile. */
  private static final Duration SETTLING_TIME = Duration.ofSeconds(6);

  private final Random random;
  private final CampaignWorld world;
  private final CampaignAccount account = new CampaignAccount();
  private final List<CampaignProducer> producers = new ArrayList<>();
  private final List<CampaignConsumer> consumers = new ArrayList<>();
  private final List<CampaignClient> clients = new ArrayList<>();
  private final List<String> history = new ArrayList<>();

  Campaign(long seed, Path directory) {
    random = new Random(seed);
    world = new CampaignWorld(seed, random, directory);
    history.add(world.toString());
    for (int i = 0; i < PRODUCERS; i++) {
      producers.add(new CampaignProducer(newClient(), account, random));
    }
    int partitions = world.partitions();
    consumers.add(CampaignConsumer.ofPartitions(newClient(), partitions, account, random));
    CampaignConsumer latest =
        CampaignConsumer.ofPartitions(newClient(), partitions, account, random).fromLatest();
    latest.start(); // Before the first message.
    consumers.add(latest);
    consumers.add(CampaignConsumer.ofGroup(newClient(), "auto", true, account, random));
    consumers.add(CampaignConsumer.ofGroup(newClient(), "manual", false, account, random));
  }

  private CampaignClient newClient() {
    CampaignClient client = new CampaignClient(world, account);
    clients.add(client);
    return client;
  }

  /** Runs the schedule to its end. */
  CampaignAccount run() {
    for (int step = 0; step < STEPS; step++) {
      world.time().advance(Duration.ofMillis(1 + random.nextInt(20)));
      history.add(step());
    }
    drain();
    requireSettled();
    requireThatCopiesAreExplained();
    return account;
  }

  List<String> history() {
    return history;
  }

  private String step() {
    int dice = random.nextInt(100);
    if (dice < 30) {
      return one(producers).put();
    } else if (dice < 78) {
      noteFaults();
      return one(consumers).step();
    } else if (dice < 88) {
      return changeFaults();
    } else if (dice < 90) {
      return one(world.regions()).throttle(random);
    } else if (dice < 95) {
      return letTimePass();
    } else if (dice < 96) {
      return one(clients).skewClock(random);
    } else if (dice < 98) {
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
    if (world.mayLoseReads()) {
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
      case 2 -> one(consumers).reset(world.regions());
      default -> {
        one(clients).restart();
        yield "restart";
      }
    };
  }

  private void drain() {
    world.regions().forEach(world::heal);
    history.add("everything heals");
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
