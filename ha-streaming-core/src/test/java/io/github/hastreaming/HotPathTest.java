package io.github.hastreaming;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.PutMessagesResult;
import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import com.sun.management.ThreadMXBean;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Pair;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
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

  @Test
  void aPutAllocatesNoMoreThanThreeHundredBytes() {
    PutMessagesRequest request = Pair.put(VirtualPair.PRIMARY.streamOcid(), "v");
    Stream bare = inMemory();
    try (HaStreamClient client =
        HaStreamClient.builder()
            .primary(VirtualPair.PRIMARY)
            .secondaryResolver(SecondaryResolver.fixed(VirtualPair.SECONDARY))
            .streamFactory((target, timeouts) -> inMemory())
            .build(Pair.credentials())) {
      long ours = Long.MAX_VALUE;
      // Until it is compiled it allocates more, and that takes its time on a busy machine.
      for (int round = 0; round < MOST_ROUNDS && ours > MOST_BYTES; round++) {
        long bareBytes = allocatedPerPut(bare, request);
        ours = Math.min(ours, allocatedPerPut(client, request) - bareBytes);
      }

      assertThat(ours).isLessThanOrEqualTo(MOST_BYTES);
    }
  }
}
