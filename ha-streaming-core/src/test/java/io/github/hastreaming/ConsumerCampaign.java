package io.github.hastreaming;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.SharedTimeSource;
import io.github.hastreaming.support.VirtualTimeSource;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A random history of two regions, a producer and several kinds of consumers, in virtual time. At
 * any moment one region at least can serve, so no call may fail; in the end everything heals, and
 * every consumer must have processed every acknowledged message.
 */
final class ConsumerCampaign implements AutoCloseable {

  private static final int STEPS = 120;
  private static final int PARTITIONS = 2;
  private static final int DRAINING_ROUNDS = 600;

  private final Random random;
  private final VirtualTimeSource time = new VirtualTimeSource();
  private final List<OciStreamingEmulator> regions = new ArrayList<>();
  private final List<String> streams = new ArrayList<>();
  private final FailoverStateStore store = FailoverStateStore.inMemory();
  private final boolean sharesStore;
  private final List<CampaignConsumer> consumers = new ArrayList<>();
  private final Set<String> acknowledged = new LinkedHashSet<>();
  private final List<String> history = new ArrayList<>();
  private HaStreamClient producer;
  private HaStreamClient consumer;
  private int faulty = -1;
  private int sent;

  ConsumerCampaign(long seed) {
    random = new Random(seed);
    sharesStore = random.nextBoolean();
    for (String name : List.of("sa-saopaulo-1", "sa-vinhedo-1")) {
      OciStreamingEmulator region =
          OciStreamingEmulator.builder()
              .region(name)
              .seed(seed)
              .sparseOffsets(random.nextBoolean())
              .clock(SharedTimeSource.clockOf(time))
              .start();
      regions.add(region);
      streams.add(region.createStream("events", PARTITIONS));
    }
    producer = newClient();
    consumer = newClient();
    consumers.add(CampaignConsumer.ofPartitions(PARTITIONS, random));
    consumers.add(CampaignConsumer.ofPartitions(PARTITIONS, random).fromLatest());
    consumers.add(CampaignConsumer.ofGroup("auto", 2, true, random));
    consumers.add(CampaignConsumer.ofGroup("manual", 2, false, random));
    consumers.get(1).start(consumer, streams.get(0)); // LATEST, so it is there from the beginning.
  }

  private HaStreamClient newClient() {
    HaStreamClientBuilder builder =
        HaStreamClient.builder()
            .primary(Pair.target(regions.get(0), streams.get(0)))
            .secondaryResolver(
                io.github.hastreaming.resolver.SecondaryResolver.fixed(
                    Pair.target(regions.get(1), streams.get(1))))
            .readTimeout(Duration.ofMillis(400))
            .probeTimeout(Duration.ofMillis(250))
            .sweepInterval(Duration.ofMillis(1))
            .timeSource(() -> new SharedTimeSource(time));
    if (sharesStore) {
      builder.stateStore(store);
    }
    HaStreamClient client = builder.build(Pair.credentials());
    time.runPending();
    return client;
  }

  void run() {
    for (int step = 0; step < STEPS; step++) {
      time.advance(Duration.ofMillis(1 + random.nextInt(20)));
      step();
    }
    drain();
  }

  List<String> history() {
    return history;
  }

  private void step() {
    int dice = random.nextInt(100);
    if (dice < 25) {
      put();
    } else if (dice < 33) {
      putDirectly();
    } else if (dice < 80) {
      CampaignConsumer one = consumers.get(random.nextInt(consumers.size()));
      history.add(one.step(consumer, streams.get(0)));
    } else if (dice < 90) {
      changeFault();
    } else if (dice < 97) {
      letTimePass();
    } else {
      restart();
    }
  }

  private void put() {
    String[] values = newValues(1 + random.nextInt(5));
    history.add("put " + String.join(" ", values));
    List<PutMessagesResultEntry> entries =
        producer.putMessages(Pair.put(streams.get(0), values)).getPutMessagesResult().getEntries();
    for (int i = 0; i < values.length; i++) {
      if (entries.get(i).getError() == null) {
        acknowledged.add(values[i]);
      }
    }
  }

  private void putDirectly() {
    int region = random.nextInt(2);
    if (region != faulty) {
      String[] values = newValues(1 + random.nextInt(3));
      history.add("put into " + region + " " + String.join(" ", values));
      Pair.putDirectly(regions.get(region), streams.get(region), values);
      acknowledged.addAll(List.of(values));
    }
  }

  private String[] newValues(int count) {
    String[] values = new String[count];
    for (int i = 0; i < count; i++) {
      values[i] = "m" + sent++;
    }
    return values;
  }

  private void changeFault() {
    heal();
    if (random.nextInt(4) > 0) {
      faulty = random.nextInt(2);
      Fault fault = randomFault();
      history.add("fault in " + faulty + ": " + fault);
      regions.get(faulty).inject(fault);
    }
  }

  private Fault randomFault() {
    List<FaultScope> scopes = List.of(FaultScope.ALL, FaultScope.READS, FaultScope.WRITES);
    FaultScope scope = scopes.get(random.nextInt(3));
    int times = 1 + random.nextInt(3);
    return switch (random.nextInt(8)) {
      case 0, 1 -> Fault.refused();
      case 2 -> Fault.status(500).on(scope);
      case 3 -> Fault.status(503).on(scope).times(times);
      case 4 -> Fault.resetAfterProcessing().on(scope);
      case 5 -> Fault.resetAfterProcessing().on(scope).times(times);
      case 6 -> Fault.hang().on(scope).times(times);
      default -> Fault.throttled().on(scope);
    };
  }

  private void heal() {
    if (faulty >= 0) {
      history.add("heal");
      regions.get(faulty).heal();
      faulty = -1;
    }
  }

  private void letTimePass() {
    int[] seconds = {1, 1, 11, 40, 70, 400};
    int some = seconds[random.nextInt(seconds.length)];
    history.add(some + " s");
    time.advance(Duration.ofSeconds(some));
  }

  private void restart() {
    history.add("restart");
    if (random.nextBoolean()) {
      producer.close();
      producer = newClient();
    } else {
      consumer.close();
      consumer = newClient();
    }
  }

  private void drain() {
    heal();
    history.add("drain");
    for (int round = 0; round < DRAINING_ROUNDS && !isDrained(); round++) {
      time.advance(Duration.ofMillis(200));
      for (CampaignConsumer one : consumers) {
        if (!one.hasProcessed(acknowledged)) {
          history.add(one.drain(consumer, streams.get(0)));
        }
      }
    }
    for (CampaignConsumer one : consumers) {
      assertThat(one.processed()).as("processed by %s", one).containsAll(acknowledged);
    }
  }

  private boolean isDrained() {
    return consumers.stream().allMatch(one -> one.hasProcessed(acknowledged));
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
    regions.forEach(OciStreamingEmulator::close);
  }
}
