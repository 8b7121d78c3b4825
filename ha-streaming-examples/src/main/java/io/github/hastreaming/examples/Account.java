package io.github.hastreaming.examples;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the application knows of its numbered messages. Thread-safe. */
final class Account {

  private static final int MOST_TOLD = 10;

  private final Queue<String> untold = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicLong longestPutNanos = new AtomicLong();
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<Integer> delivered = ConcurrentHashMap.newKeySet();
  private final AtomicInteger copies = new AtomicInteger();

  /** The number of the next message, which counts as sent from now on. */
  int nextToSend() {
    return sent.incrementAndGet();
  }

  void acknowledged(int message, long nanos) {
    acknowledged.add(message);
    longestPutNanos.accumulateAndGet(nanos, Math::max);
  }

  /** One copy of a message came out of {@code getMessages}. */
  void delivered(int message) {
    delivered.add(message);
    copies.incrementAndGet();
  }

  /**
   * A call failed.
   *
   * @param what in words, for those who watch; after the first {@value #MOST_TOLD} it only counts
   */
  void failed(String what) {
    if (errors.incrementAndGet() <= MOST_TOLD) {
      untold.add(what);
    }
  }

  /** The next failure that nobody was told of yet; null if there is none. */
  @Nullable String nextUntold() {
    return untold.poll();
  }

  int acknowledged() {
    return acknowledged.size();
  }

  int errors() {
    return errors.get();
  }

  /** Sent, and neither acknowledged nor failed yet. */
  int waiting() {
    return sent.get() - acknowledged.size() - errors.get();
  }

  /** Acknowledged, and not delivered yet. */
  int backlog() {
    return (int) acknowledged.stream().filter(message -> !delivered.contains(message)).count();
  }

  Duration longestPut() {
    return Duration.ofNanos(longestPutNanos.get());
  }

  /** Compares what was acknowledged with what was delivered. */
  DemoResult balance(DemoFault fault, Optional<Duration> failover, Optional<Duration> failback) {
    List<Integer> lost =
        acknowledged.stream().filter(message -> !delivered.contains(message)).sorted().toList();
    return new DemoResult(
        fault,
        sent.get(),
        acknowledged.size(),
        delivered.size(),
        lost,
        copies.get() - delivered.size(),
        errors.get(),
        failover,
        failback);
  }
}
