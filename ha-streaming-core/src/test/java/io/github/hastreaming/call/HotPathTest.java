package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.PutMessagesResult;
import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import com.sun.management.ThreadMXBean;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.VirtualPair;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a put costs beside its delegate; the time is measured by ha-streaming-benchmarks. */
class HotPathTest {

  private static final int CALLS = 50_000;
  private static final int MOST_BYTES = 300;
  private static final int MOST_ROUNDS = 100;

  private static final PutMessagesResponse ANSWER =
      PutMessagesResponse.builder()
          .putMessagesResult(
              PutMessagesResult.builder()
                  .failures(0)
                  .entries(List.of(PutMessagesResultEntry.builder().offset(1L).build()))
                  .build())
          .build();

  /** Answers every put at once; a proxy's call allocates its array of arguments. */
  private static Stream inMemory() {
    return (Stream)
        Proxy.newProxyInstance(
            Stream.class.getClassLoader(),
            new Class<?>[] {Stream.class},
            (proxy, method, arguments) -> method.getName().equals("putMessages") ? ANSWER : null);
  }

  private static long allocatedPerPut(Stream stream, PutMessagesRequest request) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int call = 0; call < CALLS; call++) {
      stream.putMessages(request);
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }

  /** Prints the bytes that a put allocates beside its delegate, once compiled. */
  public static void main(String[] arguments) {
    PutMessagesRequest request = Pair.put(VirtualPair.PRIMARY.streamOcid(), "v");
    Stream bare = inMemory();
    long ours = Long.MAX_VALUE;
    try (HaStreamClient client =
        HaStreamClient.builder()
            .primary(VirtualPair.PRIMARY)
            .secondaryResolver(SecondaryResolver.fixed(VirtualPair.SECONDARY))
            .streamFactory((target, timeouts) -> inMemory())
            .build(Pair.credentials())) {
      for (int round = 0; round < MOST_ROUNDS && ours > MOST_BYTES; round++) {
        long bareBytes = allocatedPerPut(bare, request);
        ours = Math.min(ours, allocatedPerPut(client, request) - bareBytes);
      }
    }
    System.out.println(ours);
  }

  /** In a process of its own: what other tests ran decides what the compiler can save here. */
  @Test
  void aPutAllocatesNoMoreThanThreeHundredBytes() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                HotPathTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();

    assertThat(process.waitFor()).isZero();
    assertThat(Long.parseLong(printed)).isBetween(1L, (long) MOST_BYTES);
  }
}
