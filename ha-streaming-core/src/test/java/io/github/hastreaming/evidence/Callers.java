package io.github.hastreaming.evidence;

import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.support.TimedRegions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Threads in virtual time that call again and again, and what became of each call. */
final class Callers {

  private static final Duration AT_LEAST = Duration.ofMillis(100);

  private final TimedRegions regions;
  private final List<Duration> took = new CopyOnWriteArrayList<>();
  private final List<Throwable> errors = new CopyOnWriteArrayList<>();
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Integer>> threads = new ArrayList<>();
  private volatile boolean stopping;

  private Callers(TimedRegions regions, int count, Consumer<String> call) {
    this.regions = regions;
    for (int thread = 0; thread < count; thread++) {
      String prefix = "t" + thread + "-";
      threads.add(regions.time().begin(() -> callUntilStopped(prefix, call)));
    }
  }

  /** Each puts one message after another. */
  static Callers putting(TimedRegions regions, Stream client, int count) {
    return new Callers(regions, count, value -> regions.put(client, value));
  }

  /**
   * @param call what each does again and again; told what it is to put, if it puts
   */
  static Callers of(TimedRegions regions, int count, Consumer<String> call) {
    return new Callers(regions, count, call);
  }

  private int callUntilStopped(String prefix, Consumer<String> call) {
    int calls = 0;
    while (!stopping) {
      String value = prefix + calls++;
      Duration began = regions.passed();
      try {
        call.accept(value);
        acknowledged.add(value);
      } catch (RuntimeException e) {
        errors.add(e);
      }
      Duration duration = regions.passed().minus(began);
      took.add(duration);
      if (duration.isZero()) {
        regions.time().advance(AT_LEAST); // Else no time would ever pass.
      }
    }
    return calls;
  }

  /** Lets them call for a time, and then no more. */
  Callers callFor(Duration duration) {
    regions.time().advance(duration);
    stop();
    return this;
  }

  void stop() {
    stopping = true;
    threads.forEach(regions.time()::join);
  }

  /** Each calls as soon as its last call is over, so this is the longest gap in its work. */
  Duration longest() {
    return took.stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  List<Throwable> errors() {
    return List.copyOf(errors);
  }

  /** What they put, as far as that was acknowledged. */
  List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }
}
