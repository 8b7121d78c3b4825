package io.github.hastreaming.benchmarks;

import com.oracle.bmc.streaming.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Threads that call again and again, and how long each call took. */
final class Callers {

  /**
   * One call.
   *
   * @param thread which thread's, from zero
   * @param began monotonic
   * @param ended monotonic
   * @param previousSuccess when the thread's last successful call had ended
   * @param ok whether it was served
   */
  record Call(int thread, long began, long ended, long previousSuccess, boolean ok) {

    long nanos() {
      return ended - began;
    }

    /** How long the thread had been without a success. */
    long gap() {
      return ended - previousSuccess;
    }
  }

  private final Duration pause;
  private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * @param traffic what a thread calls
   * @param pause between two calls of a thread
   */
  Callers(Traffic traffic, Stream client, String streamOcid, int threadCount, Duration pause) {
    this.pause = pause;
    for (int i = 0; i < threadCount; i++) {
      int thread = i;
      BooleanSupplier call = traffic.caller(client, streamOcid, thread);
      threads.add(new Thread(() -> callUntilStopped(thread, call), "caller-" + i));
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  private void callUntilStopped(int thread, BooleanSupplier call) {
    long lastSuccess = System.nanoTime();
    while (!stopping) {
      long began = System.nanoTime();
      boolean ok = isServed(call);
      long ended = System.nanoTime();
      calls.add(new Call(thread, began, ended, lastSuccess, ok));
      if (ok) {
        lastSuccess = ended;
      }
      sleep();
    }
  }

  private static boolean isServed(BooleanSupplier call) {
    try {
      return call.getAsBoolean();
    } catch (RuntimeException e) { // Any kind of error is one.
      return false;
    }
  }

  private void sleep() {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  /** Waits until every thread has been served in a call that began after now. */
  boolean awaitSuccessOfEach(long seconds) throws InterruptedException {
    long now = System.nanoTime();
    return await(
        () ->
            calls.stream()
                    .filter(call -> call.ok() && call.began() >= now)
                    .map(Call::thread)
                    .distinct()
                    .count()
                == threads.size(),
        seconds);
  }

  /** Waits for so many calls that began after now, served or not. */
  boolean awaitCalls(int count, long seconds) throws InterruptedException {
    long now = System.nanoTime();
    return await(
        () -> calls.stream().filter(call -> call.began() >= now).count() >= count, seconds);
  }

  private static boolean await(BooleanSupplier condition, long seconds)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return true;
  }

  /** Lets the calls under way end. */
  List<Call> stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return List.copyOf(calls);
  }
}
