package io.github.hastreaming.benchmarks;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.event.FailbackCompleted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * How long a put takes over HTTP while the client is switched by hand every half second, so that
 * there are events and changes to store, and its listener or store misbehaves.
 */
final class Disturbed {

  private static final int THREADS = 4;
  private static final int DEFAULT_SECONDS = 5;
  private static final int WARM_UP_SECONDS = 10;

  private Disturbed() {}

  static void run(Report report, String... args) throws Exception {
    int seconds = args.length == 0 ? DEFAULT_SECONDS : Integer.parseInt(args[0]);
    Callers.Call warmUp = measure("", builder -> builder, WARM_UP_SECONDS).get(0);
    if (!warmUp.ok()) {
      throw new IllegalStateException("a put failed: this measures nothing");
    }
    report.section(
        "Listeners and stores that misbehave",
        "Puts over HTTP, " + THREADS + " threads, a switch by hand every half second.");
    report.table("", "puts", "median", "99th percentile", "longest", "errors");
    row(report, "nothing misbehaves", builder -> builder, seconds);
    row(report, "listener throws", at(Disturbed::fail), seconds);
    row(report, "listener blocks for a minute", at(Disturbed::block), seconds);
    row(report, "store throws", withStore(Disturbed::fail), seconds);
    row(report, "store hangs for a minute", withStore(Disturbed::block), seconds);
    row(report, "nothing misbehaves, again", builder -> builder, seconds);
  }

  private static void row(
      Report report, String name, UnaryOperator<HaStreamClientBuilder> options, int seconds)
      throws Exception {
    List<Callers.Call> calls = measure(name, options, seconds);
    long[] nanos = calls.stream().mapToLong(Callers.Call::nanos).sorted().toArray();
    report.row(
        name,
        "" + nanos.length,
        millis(nanos[nanos.length / 2]),
        millis(nanos[(int) (nanos.length * 0.99)]),
        millis(nanos[nanos.length - 1]),
        "" + calls.stream().filter(call -> !call.ok()).count());
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  private static List<Callers.Call> measure(
      String name, UnaryOperator<HaStreamClientBuilder> options, int seconds) throws Exception {
    try (Emulated pair = new Emulated();
        HaStreamClient client = pair.newClient(options)) {
      Callers callers =
          new Callers(Traffic.PUTS, client, pair.streamOcid(), THREADS, Duration.ZERO);
      callers.start();
      for (int second = 0; second < seconds; second++) {
        TimeUnit.MILLISECONDS.sleep(500);
        client.failover().failOver("benchmark " + name);
        TimeUnit.MILLISECONDS.sleep(500);
        client.failover().failBack("benchmark " + name);
      }
      return callers.stop();
    }
  }

  private static UnaryOperator<HaStreamClientBuilder> at(Runnable misbehaviour) {
    FailoverListener listener =
        new FailoverListener() {
          @Override
          public void onFailoverCompleted(FailoverCompleted event) {
            misbehaviour.run();
          }

          @Override
          public void onFailbackCompleted(FailbackCompleted event) {
            misbehaviour.run();
          }
        };
    return builder -> builder.listener(listener);
  }

  private static UnaryOperator<HaStreamClientBuilder> withStore(Runnable misbehaviour) {
    FailoverStateStore store =
        new FailoverStateStore() {
          @Override
          public Optional<FailoverState> load(String primaryOcid) {
            misbehaviour.run();
            return Optional.empty();
          }

          @Override
          public boolean compareAndSet(Optional<FailoverState> expected, FailoverState next) {
            misbehaviour.run();
            return false;
          }
        };
    return builder -> builder.stateStore(store).statePollInterval(Duration.ofMillis(100));
  }

  private static void fail() {
    throw new IllegalStateException("misbehaves on purpose");
  }

  private static void block() {
    try {
      TimeUnit.MINUTES.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
