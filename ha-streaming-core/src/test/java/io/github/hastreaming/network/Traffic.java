package io.github.hastreaming.network;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Account;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Load;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A producer and a consumer, each with a client of its own that has the library's timeouts and a
 * quick way back, and the account of their messages.
 */
final class Traffic implements AutoCloseable {

  /** More may be unknown to be acknowledged by a region at the moment it dies. */
  static final int PRODUCER_THREADS = 2;

  private static final FailbackPolicy QUICK =
      FailbackPolicy.automatic()
          .holdDown(Duration.ofMillis(500))
          .probeInterval(Duration.ofMillis(100));

  private final RecordingListener events = new RecordingListener();
  private final HaStreamClient producer;
  private final HaStreamClient consumer;
  private final ReadingThread reading;
  private final Load load;

  private int failoversBefore;
  private int failbacksBefore;

  private Traffic(StreamTarget primary, StreamTarget secondary, Duration slowCallThreshold) {
    HaStreamClientBuilder builder =
        builder(primary, secondary).slowCallThreshold(slowCallThreshold);
    consumer = Pair.client(builder);
    producer = Pair.client(builder.listener(events));
    String stream = primary.streamOcid();
    reading = ReadingThread.of(Consumer.fromTheOldest(consumer, stream, "0"));
    load = Load.of(producer, stream, PRODUCER_THREADS);
  }

  static Traffic between(StreamTarget primary, StreamTarget secondary) {
    return between(primary, secondary, Defaults.SLOW_CALL_THRESHOLD);
  }

  static Traffic between(StreamTarget primary, StreamTarget secondary, Duration slowCallThreshold) {
    Traffic traffic = new Traffic(primary, secondary, slowCallThreshold);
    traffic.awaitMore();
    traffic.awaitPrimary();
    return traffic;
  }

  /** A cold machine's first calls may take so long that they count as a hang. */
  private void awaitPrimary() {
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> producer.status().isPrimaryActive());
    failoversBefore = events.failoversCompleted().size();
    failbacksBefore = events.of(FailbackCompleted.class).size();
  }

  private static HaStreamClientBuilder builder(StreamTarget primary, StreamTarget secondary) {
    return HaStreamClient.builder()
        .primary(primary)
        .secondaryResolver(SecondaryResolver.fixed(secondary))
        .allowedEndpointHosts(primary.host(), secondary.host())
        .sweepInterval(Duration.ofSeconds(1))
        .failbackPolicy(QUICK);
  }

  /** Until some more messages went through, both ways. */
  void awaitMore() {
    int deliveredBefore = reading.delivered();
    load.awaitAcknowledged(load.acknowledged().size() + 20);
    Awaitility.await()
        .pollInterval(2, TimeUnit.MILLISECONDS)
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> reading.delivered() >= deliveredBefore + 20);
  }

  /** Until the producer prefers the secondary; returns how long after a moment that was. */
  long awaitSwitchMillisAfter(long nanoTime) {
    events.awaitFailoversCompleted(failoversBefore + 1);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
  }

  void awaitFailback() {
    events.await(FailbackCompleted.class, failbacksBefore + 1);
  }

  boolean producerSwitched() {
    return events.failoversCompleted().size() > failoversBefore;
  }

  boolean producerPrefersPrimary() {
    return producer.status().isPrimaryActive();
  }

  Collection<String> acknowledged() {
    return load.acknowledged();
  }

  /** Ends the load, and reads until everything acknowledged is delivered. */
  Account drain() {
    load.stop();
    List<String> delivered = reading.stopAndReadUntil(all -> all.containsAll(acknowledged()));
    return Account.of(acknowledged(), acknowledged(), delivered);
  }

  /** Ends the load, and reads until it is enough; returns what is lost then. */
  Set<String> drainUntil(Predicate<Set<String>> lostIsAccountedFor) {
    load.stop();
    Collection<String> acknowledged = acknowledged();
    return lost(
        acknowledged,
        reading.stopAndReadUntil(all -> lostIsAccountedFor.test(lost(acknowledged, all))));
  }

  private static Set<String> lost(Collection<String> acknowledged, Collection<String> delivered) {
    Set<String> lost = new HashSet<>(acknowledged);
    lost.removeAll(new HashSet<>(delivered));
    return lost;
  }

  /** What reached the application. */
  List<Throwable> errors() {
    List<Throwable> errors = new ArrayList<>(load.errors());
    errors.addAll(reading.errors());
    return errors;
  }

  long longestGapMillis() {
    return load.longestGapMillis();
  }

  @Override
  public void close() {
    load.close();
    reading.close();
    producer.close();
    consumer.close();
  }
}
