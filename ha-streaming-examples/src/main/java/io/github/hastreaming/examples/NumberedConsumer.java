package io.github.hastreaming.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.model.Message;
import com.oracle.bmc.streaming.requests.ConsumerCommitRequest;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An application that reads the numbered messages in a consumer group and commits what it read. It
 * knows nothing of regions, like {@link NumberedProducer}.
 */
final class NumberedConsumer implements AutoCloseable {

  // The service allows five reads a second for each partition and group.
  private static final long POLL_MILLIS = 250;
  private static final int LIMIT = 1_000;
  private static final long LONGEST_CALL_SECONDS = 60;

  private final Stream client;
  private final String streamOcid;
  private final Account account;
  private final CountDownLatch closing = new CountDownLatch(1);
  private String cursor = "";
  private final Thread thread = new Thread(this::readUntilClosed, "numbered-consumer");

  NumberedConsumer(Stream client, String streamOcid, Account account) {
    this.client = client;
    this.streamOcid = streamOcid;
    this.account = account;
  }

  /** Joins the group before anything is sent, then reads in the background. */
  void start() {
    cursor = join();
    thread.start();
  }

  private String join() {
    CreateGroupCursorDetails details =
        CreateGroupCursorDetails.builder()
            .groupName("demo")
            .instanceName("demo-consumer")
            .type(CreateGroupCursorDetails.Type.TrimHorizon)
            .commitOnGet(false)
            .build();
    return client
        .createGroupCursor(
            CreateGroupCursorRequest.builder()
                .streamId(streamOcid)
                .createGroupCursorDetails(details)
                .build())
        .getCursor()
        .getValue();
  }

  private void readUntilClosed() {
    try {
      while (!closing.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        readAndCommit();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads one batch; where that fails, the same cursor serves for the next try. */
  private void readAndCommit() {
    try {
      GetMessagesResponse response =
          client.getMessages(
              GetMessagesRequest.builder()
                  .streamId(streamOcid)
                  .cursor(cursor)
                  .limit(LIMIT)
                  .build());
      for (Message message : response.getItems()) {
        account.delivered(Integer.parseInt(new String(message.getValue(), UTF_8)));
      }
      cursor = response.getOpcNextCursor();
      if (!response.getItems().isEmpty()) {
        commit();
      }
    } catch (BmcException e) {
      account.failed("read: " + OneLine.of(e));
    }
  }

  private void commit() {
    cursor =
        client
            .consumerCommit(
                ConsumerCommitRequest.builder().streamId(streamOcid).cursor(cursor).build())
            .getCursor()
            .getValue();
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(LONGEST_CALL_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
