package io.github.hastreaming.support;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Threads that put numbered messages until they are stopped, and what became of each put. */
public final class Load implements AutoCloseable {

  private static final int MAX_ERRORS = 100;

  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
  private final AtomicLong longestGapNanos = new AtomicLong();
  private final AtomicLong count = new AtomicLong();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final ExecutorService threads;
  private final CountDownLatch ended;

  private Load(int threadCount) {
    this.threads = Executors.newFixedThreadPool(threadCount);
    this.ended = new CountDownLatch(threadCount);
  }

  public static Load of(Stream client, String streamOcid, int threadCount) {
    Load load = new Load(threadCount);
    for (int thread = 0; thread < threadCount; thread++) {
      String prefix = "t" + thread + "-";
      load.threads.execute(() -> load.putUntilStopped(client, streamOcid, prefix));
    }
    return load;
  }

  private void putUntilStopped(Stream client, String streamOcid, String prefix) {
    long lastSuccess = System.nanoTime();
    for (int number = 0; !stopping.get() && errors.size() < MAX_ERRORS; number++) {
      String value = prefix + number;
      try {
        PutMessagesResponse response = client.putMessages(Pair.put(streamOcid, value));
        if (response.getPutMessagesResult().getFailures() != 0) {
          throw new AssertionError("not acknowledged: " + response);
        }
        acknowledged.add(value);
        count.incrementAndGet();
        long now = System.nanoTime();
        longestGapNanos.accumulateAndGet(now - lastSuccess, Math::max);
        lastSuccess = now;
      } catch (RuntimeException | AssertionError e) {
        errors.add(e);
      }
    }
    ended.countDown();
  }

  public void awaitAcknowledged(int atLeast) {
    Awaitility.await()
        .pollInterval(2, TimeUnit.MILLISECONDS)
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> count.get() >= atLeast || errors.size() >= MAX_ERRORS);
  }

  public void stop() {
    stopping.set(true);
    try {
      if (!ended.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the load does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      threads.shutdownNow();
    }
  }

  @Override
  public void close() {
    stopping.set(true);
    threads.shutdownNow();
  }

  public Collection<String> acknowledged() {
    return new ArrayList<>(acknowledged);
  }

  public List<Throwable> errors() {
    return new ArrayList<>(errors);
  }

  public long longestGapMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestGapNanos.get());
  }
}
