package io.github.hastreaming.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.support.VirtualPair;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TwoRegions;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that was closed leaves no thread and no connection. */
class NoTracesTest {

  private static final List<String> NOT_OURS =
      List.of("oci-streaming-emulator", "qtp", "awaitility", "ForkJoinPool", "CompletableFuture");
  private static final Path TCP = Path.of("/proc/self/net/tcp");

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  private void useOneClient() {
    RecordingListener events = new RecordingListener();
    RetryConfig quick =
        RetryConfig.custom()
            .maxAttempts(2)
            .intervalFunction(IntervalFunction.of(Duration.ofMillis(1)))
            .build();
    try (HaStreamClient client =
        Pair.client(Pair.builder(regions).retryConfig(quick).listener(events))) {
      VirtualPair.read(client, regions.primaryStreamOcid());
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "v"));
      events.awaitFailoversCompleted(1);
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "v"));
    }
  }

  /** Without the regions' and the tests' own threads, and the JDK's, which live on by design. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> NOT_OURS.stream().noneMatch(thread.getName()::startsWith))
        .collect(Collectors.toSet());
  }

  /**
   * The sockets of this machine whose far end is one of the regions, in whatever state but gone.
   */
  private long connections() throws IOException {
    List<String> ends =
        Stream.of(regions.primary(), regions.secondary())
            .map(region -> String.format(Locale.ROOT, ":%04X", region.port()))
            .toList();
    try (Stream<String> lines = Files.lines(TCP)) {
      return lines
          .map(line -> line.trim().split("\\s+"))
          .filter(fields -> ends.stream().anyMatch(fields[2]::endsWith))
          .filter(fields -> !fields[3].equals("06")) // TIME_WAIT: closed by both.
          .count();
    }
  }

  @Test
  @Timeout(120)
  void twoHundredClientsThatFailedOverAndWereClosedLeaveNothing() throws Exception {
    regions.primary().inject(Fault.status(500).on(FaultScope.WRITES));
    useOneClient(); // What is loaded or started once, such as the listener's Awaitility.
    Set<Thread> before = threads();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<? extends Future<?>> uses =
          IntStream.range(0, 200).mapToObj(n -> pool.submit(this::useOneClient)).toList();
      for (Future<?> use : uses) {
        use.get();
      }
    } finally {
      pool.shutdown();
      assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () -> {
              Set<Thread> left = threads();
              left.removeAll(before);
              assertThat(left).extracting(Thread::getName).isEmpty();
              if (Files.exists(TCP)) {
                assertThat(connections()).isZero();
              }
            });
  }

  @Test
  void everyThreadOfAClientIsANamedDaemon() {
    Set<Thread> before = threads();
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "v"));
      Set<Thread> ours = threads();
      ours.removeAll(before);

      assertThat(ours).anyMatch(thread -> thread.getName().startsWith("ha-streaming-"));
      assertThat(ours).allMatch(Thread::isDaemon);
    }
  }
}
