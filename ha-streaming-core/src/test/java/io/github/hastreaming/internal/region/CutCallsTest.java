package io.github.hastreaming.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import io.github.hastreaming.internal.time.SystemTimeSource;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.StreamTimeouts;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client of the SDK that is closed under its calls, by chance while they are being sent. */
class CutCallsTest {

  private static final String OCID = "ocid1.stream.oc1..aaaaprimary";
  private static final long SEED = 15;
  private static final int CUTS = 60;
  private static final int CALLERS = 8;
  private static final long FIRST_MOMENTS = TimeUnit.MILLISECONDS.toNanos(2);

  private final OciStreamingEmulator region = OciStreamingEmulator.start("eu-frankfurt-1");
  private final TimeSource time = new SystemTimeSource();
  private final Executor threads = task -> new Thread(task, "caller").start();

  @BeforeEach
  void hang() {
    region.inject(Fault.hang());
  }

  @AfterEach
  void close() {
    time.close();
    region.close();
  }

  @Test
  void everyCallEndsAtOnceAndLeavesItsThreadAsItWas() throws Exception {
    Random random = new Random(SEED);
    for (int cut = 0; cut < CUTS; cut++) {
      DelegateHolder holder = new DelegateHolder(this::newClient);
      CountDownLatch begun = new CountDownLatch(CALLERS);
      CompletableFuture<?>[] calls =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> call(holder, begun), threads))
              .limit(CALLERS)
              .toArray(CompletableFuture<?>[]::new);
      begun.await();
      LockSupport.parkNanos(random.nextLong(FIRST_MOMENTS));

      holder.cut(time);

      CompletableFuture.allOf(calls).get(10, TimeUnit.SECONDS);
      assertThat(calls)
          .as("whether its thread is interrupted")
          .allMatch(call -> !interrupted(call));
    }
  }

  private static boolean interrupted(CompletableFuture<?> call) {
    return Boolean.TRUE.equals(call.join());
  }

  private com.oracle.bmc.streaming.Stream newClient() {
    Duration longerThanTheTest = Duration.ofMinutes(10);
    return new SdkStreamFactory(null, Pair.credentials())
        .create(
            Pair.target(region, OCID), new StreamTimeouts(longerThanTheTest, longerThanTheTest));
  }

  /** Whether the thread is interrupted afterwards. */
  private static boolean call(DelegateHolder holder, CountDownLatch begun) {
    Delegate delegate = holder.acquire();
    int place = delegate.callBegins();
    try {
      begun.countDown();
      delegate.stream()
          .getMessages(GetMessagesRequest.builder().streamId(OCID).cursor("any").build());
      throw new AssertionError("a region that hangs has answered");
    } catch (RuntimeException e) {
      assertThat(delegate.isCut()).isTrue();
    } finally {
      delegate.callEnded(place);
      delegate.release();
    }
    return Thread.currentThread().isInterrupted();
  }
}
