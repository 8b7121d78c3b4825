package io.github.hastreaming.internal.region;

import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.CreateCursorResponse;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.internal.cause.Causes;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests of our own to a stream's data plane that change nothing there: cursors that are thrown
 * away, and a read through one. Whatever a client throws is an answer. Thread-safe.
 */
final class StreamQuestions {

  private static final Logger LOG = LoggerFactory.getLogger(StreamQuestions.class);

  private final Supplier<StreamTarget> target;
  private final ServiceClock serviceClock;
  private final TimeSource time;

  StreamQuestions(Supplier<StreamTarget> target, ServiceClock serviceClock, TimeSource time) {
    this.serviceClock = serviceClock;
    this.target = target;
    this.time = time;
  }

  /** Asks for a LATEST cursor on the first partition. */
  ProbeResult probe(DelegateHolder client) {
    try {
      cursor(client, 0, CreateCursorDetails.Type.Latest);
      return ProbeResult.PASSED;
    } catch (Throwable e) { // A client of the application's may throw anything.
      restoreInterrupt(e);
      log(e);
      return ProbeResult.of(e);
    }
  }

  /** Whether the stream has a partition. */
  PartitionCheck hasPartition(DelegateHolder client, int partition) {
    try {
      cursor(client, partition, CreateCursorDetails.Type.Latest);
      return PartitionCheck.PRESENT;
    } catch (Throwable e) {
      restoreInterrupt(e);
      return ProbeResult.partitionCheck(e);
    }
  }

  /** How long it takes to read one message, or none; empty if that was not answered. */
  Optional<Duration> timeOfRead(DelegateHolder client) {
    try {
      String cursor = cursor(client, 0, CreateCursorDetails.Type.TrimHorizon);
      long began = time.nanoTime();
      read(client, cursor);
      return Optional.of(Duration.ofNanos(time.nanoTime() - began));
    } catch (Throwable e) {
      restoreInterrupt(e);
      log(e);
      return Optional.empty();
    }
  }

  private void log(Throwable failure) {
    if (failure instanceof VirtualMachineError) {
      LOG.error("A probe of {} failed", target.get(), failure);
    } else {
      LOG.debug("A probe of {} failed: {}", target.get(), RegionFailure.describe(failure));
    }
  }

  private static void restoreInterrupt(Throwable failure) {
    if (Causes.contains(failure, InterruptedException.class)) {
      Thread.currentThread().interrupt(); // The SDK cleared it.
    }
  }

  private String cursor(DelegateHolder client, int partition, CreateCursorDetails.Type type) {
    CreateCursorRequest request =
        CreateCursorRequest.builder()
            .streamId(target.get().streamOcid())
            .createCursorDetails(
                CreateCursorDetails.builder()
                    .partition(Integer.toString(partition))
                    .type(type)
                    .build())
            .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
            .build();
    Delegate delegate = client.acquire();
    try {
      CreateCursorResponse response = delegate.stream().createCursor(request);
      serviceClock.answered(response);
      boolean without = response == null || response.getCursor() == null;
      return without ? "" : String.valueOf(response.getCursor().getValue());
    } finally {
      delegate.release();
    }
  }

  private void read(DelegateHolder client, String cursor) {
    GetMessagesRequest request =
        GetMessagesRequest.builder()
            .streamId(target.get().streamOcid())
            .cursor(cursor)
            .limit(1)
            .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
            .build();
    Delegate delegate = client.acquire();
    try {
      delegate.stream().getMessages(request);
    } finally {
      delegate.release();
    }
  }
}
