package io.github.hastreaming.support;

import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.VirtualTime;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A producer's and a consumer's process of one pair that share nothing, in virtual time, and the
 * account of their messages. Consumers read twice a second.
 */
public final class Scenario implements AutoCloseable {

  /** What becomes of the consumer's process in the middle of the scenario. */
  public enum ConsumerProcess {
    GOES_ON,
    RESTARTS_FROM_ITS_CURSORS
  }

  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
  private static final int MOST_POLLS = 1_000;

  private final TwoRegions regions;
  private final VirtualTimeSource time;
  private final ConsumerProcess process;
  private final Supplier<HaStreamClientBuilder> builder;
  private final HaStreamClient producer;
  private HaStreamClient consumer;
  private final List<Consumer> members = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final List<String> acknowledged = new ArrayList<>();

  public Scenario(
      TwoRegions regions,
      VirtualTimeSource time,
      ConsumerProcess process,
      Supplier<HaStreamClientBuilder> builder) {
    this.regions = regions;
    this.time = time;
    this.process = process;
    this.builder = builder;
    this.producer = newClient();
    this.consumer = newClient();
  }

  private HaStreamClient newClient() {
    HaStreamClient client =
        VirtualTime.on(builder.get(), () -> new SharedTimeSource(time)).build(Pair.credentials());
    time.runPending();
    return client;
  }

  public HaStreamClient producer() {
    return producer;
  }

  public HaStreamClient consumer() {
    return consumer;
  }

  public void put(String... values) {
    sent.addAll(List.of(values));
    List<PutMessagesResultEntry> entries =
        producer
            .putMessages(Pair.put(regions.primaryStreamOcid(), values))
            .getPutMessagesResult()
            .getEntries();
    for (int i = 0; i < values.length; i++) {
      if (entries.get(i).getError() == null) {
        acknowledged.add(values[i]);
      }
    }
  }

  /** Messages with the numbers from 0 on. */
  public void putMany(String prefix, int count) {
    String[] values = new String[count];
    for (int i = 0; i < count; i++) {
      values[i] = prefix + i;
    }
    put(values);
  }

  /** What another producer writes into one region. */
  public void putDirectly(OciStreamingEmulator region, String... values) {
    String stream =
        region == regions.primary() ? regions.primaryStreamOcid() : regions.secondaryStreamOcid();
    Pair.putDirectly(region, stream, values);
    sent.addAll(List.of(values));
    acknowledged.addAll(List.of(values));
  }

  /** A reader of the stream's partition 0. */
  public Consumer reader(CreateCursorDetails.Type type) {
    return member(Consumer.from(consumer, regions.primaryStreamOcid(), "0", type));
  }

  public Consumer reader() {
    return reader(CreateCursorDetails.Type.TrimHorizon);
  }

  /** A member of the group "g". */
  public Consumer join(String instance, boolean commitOnGet) {
    return member(
        Consumer.inGroup(consumer, regions.primaryStreamOcid(), "g", instance, commitOnGet));
  }

  private Consumer member(Consumer member) {
    members.add(member);
    return member;
  }

  /** Here the consumer's process may end, and another go on with its cursor strings. */
  public void inTheMiddle() {
    if (process == ConsumerProcess.RESTARTS_FROM_ITS_CURSORS) {
      consumer.close();
      consumer = newClient();
      members.forEach(member -> member.goOnWith(consumer));
    }
  }

  public void pass(Duration duration) {
    time.advance(duration);
  }

  public void poll(Consumer member) {
    time.advance(POLL_INTERVAL);
    member.read();
    time.runPending(); // Listeners are told in the background.
  }

  public void commit(Consumer member) {
    member.commit();
    time.runPending();
  }

  public void pollUntil(Consumer member, BooleanSupplier done) {
    for (int polls = 0; !done.getAsBoolean(); polls++) {
      if (polls == MOST_POLLS) {
        throw new AssertionError("not done: " + account() + " " + member.values());
      }
      poll(member);
    }
  }

  public void pollUntilDelivered(Consumer member, int count) {
    pollUntil(member, () -> member.values().size() >= count);
  }

  /** Polls until nothing is lost, and then for three sweep intervals, in which more would come. */
  public void pollUntilAllIsDelivered(Consumer member) {
    pollUntil(member, () -> account().lost() == 0);
    for (int polls = 0; polls < 30; polls++) {
      poll(member);
    }
  }

  public Account account() {
    List<String> delivered = members.stream().flatMap(one -> one.values().stream()).toList();
    return Account.of(sent, acknowledged, delivered);
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
