package io.github.hastreaming.network;

import io.github.hastreaming.support.Consumer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A consumer that reads in a thread of its own until it is stopped. */
final class ReadingThread implements AutoCloseable {

  private static final int MAX_ERRORS = 100;
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

  /** What an application waits after an empty answer. */
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Consumer consumer;
  private final AtomicInteger delivered = new AtomicInteger();
  private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::readUntilStopped, "reading");
  private volatile boolean stopping;

  private ReadingThread(Consumer consumer) {
    this.consumer = consumer;
  }

  static ReadingThread of(Consumer consumer) {
    ReadingThread reading = new ReadingThread(consumer);
    reading.thread.setDaemon(true);
    reading.thread.start();
    return reading;
  }

  private void readUntilStopped() {
    while (!stopping && errors.size() < MAX_ERRORS) {
      try {
        int count = consumer.read().size();
        delivered.addAndGet(count);
        if (count == 0) {
          LockSupport.parkNanos(POLL_NANOS);
        }
      } catch (RuntimeException | AssertionError e) {
        errors.add(e);
      }
    }
  }

  /** How many messages it was given, each as often as it was. */
  int delivered() {
    return delivered.get();
  }

  List<Throwable> errors() {
    return List.copyOf(errors);
  }

  /**
   * Stops the thread, and reads on in the caller's.
   *
   * @param done what is enough, of what was delivered
   * @return what was delivered
   */
  List<String> stopAndReadUntil(Predicate<Set<String>> done) {
    stopping = true;
    try {
      thread.join(STOPPED_WITHIN.toMillis());
      if (thread.isAlive()) {
        throw new AssertionError("the consumer does not stop");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    consumer.readUntil(() -> done.test(new HashSet<>(consumer.values())));
    return consumer.values();
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
  }
}
