package io.github.hastreaming.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.PutMessagesDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An application that puts numbered messages at a steady rate. It knows nothing of regions: it has
 * a {@code Stream} and the primary's OCID, and takes an exception for an error.
 */
final class NumberedProducer {

  private static final int SENDERS = 8;
  private static final long LONGEST_CALL_SECONDS = 60;

  private final Stream client;
  private final String streamOcid;
  private final Account account;
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);

  NumberedProducer(Stream client, String streamOcid, Account account) {
    this.client = client;
    this.streamOcid = streamOcid;
    this.account = account;
  }

  void start(int messagesPerSecond) {
    long interval = TimeUnit.SECONDS.toNanos(1) / messagesPerSecond;
    var unused = ticker.scheduleAtFixedRate(this::sendNext, 0, interval, TimeUnit.NANOSECONDS);
  }

  private void sendNext() {
    int message = account.nextToSend();
    senders.execute(() -> send(message));
  }

  private void send(int message) {
    long began = System.nanoTime();
    try {
      PutMessagesResponse response = client.putMessages(request(streamOcid, message));
      if (response.getPutMessagesResult().getFailures() == 0) {
        account.acknowledged(message, System.nanoTime() - began);
      } else {
        account.failed("put of message " + message + ": answered with failures");
      }
    } catch (BmcException e) {
      account.failed("put of message " + message + ": " + OneLine.of(e));
    }
  }

  static PutMessagesRequest request(String streamOcid, int message) {
    PutMessagesDetailsEntry entry =
        PutMessagesDetailsEntry.builder()
            .key(Integer.toString(message).getBytes(UTF_8))
            .value(Integer.toString(message).getBytes(UTF_8))
            .build();
    return PutMessagesRequest.builder()
        .streamId(streamOcid)
        .putMessagesDetails(PutMessagesDetails.builder().messages(List.of(entry)).build())
        .build();
  }

  /** Sends nothing new and waits for the calls under way. */
  void stop() throws InterruptedException {
    ticker.shutdown();
    boolean quiet = ticker.awaitTermination(LONGEST_CALL_SECONDS, TimeUnit.SECONDS);
    senders.shutdown();
    if (!quiet || !senders.awaitTermination(LONGEST_CALL_SECONDS, TimeUnit.SECONDS)) {
      senders.shutdownNow();
      throw new IllegalStateException("calls do not end: " + account.waiting() + " wait");
    }
  }
}
