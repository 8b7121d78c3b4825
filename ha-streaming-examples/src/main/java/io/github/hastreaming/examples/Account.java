package io.github.hastreaming.examples;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the application knows of its numbered messages. Thread-safe. */
final class Account {

  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicLong longestPutNanos = new AtomicLong();
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();

  /** The number of the next message, which counts as sent from now on. */
  int nextToSend() {
    return sent.incrementAndGet();
  }

  void acknowledged(int message, long nanos) {
    acknowledged.add(message);
    longestPutNanos.accumulateAndGet(nanos, Math::max);
  }

  void failed() {
    errors.incrementAndGet();
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

  Duration longestPut() {
    return Duration.ofNanos(longestPutNanos.get());
  }

  /**
   * Compares what was acknowledged with what was delivered.
   *
   * @param delivered every copy of every message
   */
  DemoResult balance(
      DemoFault fault,
      Collection<Integer> delivered,
      Optional<Duration> failover,
      Optional<Duration> failback) {
    Set<Integer> distinct = new HashSet<>(delivered);
    List<Integer> lost =
        acknowledged.stream().filter(message -> !distinct.contains(message)).sorted().toList();
    return new DemoResult(
        fault,
        sent.get(),
        acknowledged.size(),
        distinct.size(),
        lost,
        delivered.size() - distinct.size(),
        errors.get(),
        failover,
        failback);
  }
}
