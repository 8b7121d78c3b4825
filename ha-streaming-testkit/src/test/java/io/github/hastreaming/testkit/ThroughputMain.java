package io.github.hastreaming.testkit;

import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how many calls a second one region serves to the plain {@code StreamClient} in the same
 * process, and the processor time that the region's own threads take for a call, which does not
 * depend on what else the machine does. Run it with {@code exec:java} and the classpath scope
 * {@code test}.
 */
public final class ThroughputMain {
  private static final int CALLERS = 8;
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration MEASURED = Duration.ofSeconds(10);

  private ThroughputMain() {}

  public static void main(String[] args) throws Exception {
    try (OciStreamingEmulator region = OciStreamingEmulator.start("sa-saopaulo-1");
        StreamClient client = PlainSdk.streamClient(region.endpoint())) {
      String stream = region.createStream("events", CALLERS);
      Callable<Integer> put = () -> put(client, stream);
      report("putMessages, warming up", put, WARM_UP);
      report("putMessages, 1 message", put, MEASURED);
      Callable<Integer> read = () -> read(client, stream, 1);
      report("getMessages, warming up", read, WARM_UP);
      report("getMessages, 1 message", read, MEASURED);
      report("getMessages, 100 messages", () -> read(client, stream, 100), MEASURED);
      region.inject(Fault.slow(Duration.ofHours(1)).on(StreamingOperation.GET_GROUP));
      report("putMessages, 1 message, with a fault on another call", put, MEASURED);
    }
  }

  private static int put(StreamClient client, String stream) {
    client.putMessages(EmulatedRegion.putRequest(stream, "a message of the usual length"));
    return 1;
  }

  private static int read(StreamClient client, String stream, int limit) {
    String cursor =
        client
            .createCursor(
                CreateCursorRequest.builder()
                    .streamId(stream)
                    .createCursorDetails(
                        CreateCursorDetails.builder()
                            .partition("0")
                            .type(CreateCursorDetails.Type.TrimHorizon)
                            .build())
                    .build())
            .getCursor()
            .getValue();
    for (int call = 0; call < 100; call++) {
      GetMessagesResponse answer =
          client.getMessages(
              GetMessagesRequest.builder().streamId(stream).cursor(cursor).limit(limit).build());
      cursor = answer.getItems().isEmpty() ? cursor : answer.getOpcNextCursor();
    }
    return 101;
  }

  private static void report(String name, Callable<Integer> calls, Duration duration)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    long cpuBefore = cpuOfRegion();
    long start = System.nanoTime();
    List<Future<Long>> counts = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      counts.add(threads.submit(() -> count(calls, start + duration.toNanos())));
    }
    long total = 0;
    for (Future<Long> count : counts) {
      total += count.get();
    }
    threads.shutdown();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.println(
        String.format(
            Locale.ROOT,
            "%-55s %7.0f calls/s, %5.0f us of the region's processor time for each",
            name,
            total / seconds,
            (cpuOfRegion() - cpuBefore) / 1e3 / total));
  }

  private static long count(Callable<Integer> calls, long end) throws Exception {
    long count = 0;
    while (System.nanoTime() < end) {
      count += calls.call();
    }
    return count;
  }

  private static long cpuOfRegion() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpu = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("oci-streaming-emulator")) {
        cpu += threads.getThreadCpuTime(thread.getId());
      }
    }
    return cpu;
  }
}
