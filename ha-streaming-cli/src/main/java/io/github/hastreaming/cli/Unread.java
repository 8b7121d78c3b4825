package io.github.hastreaming.cli;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.PartitionReservation;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.target.ClientConfigurators;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;

/**
 * The messages of a stream after a group's last commit. They are read to be counted, beside the
 * group, so no more than a sample is.
 *
 * @param count how many were counted
 * @param isAll whether there were no more
 */
record Unread(long count, boolean isAll) {

  private static final int LIMIT_OF_A_READ = 1_000;
  private static final int MOST_READS_OF_A_PARTITION = 20;

  /** Then what was counted so far must do: somebody waits. */
  private static final Duration LONGEST_COUNT = Duration.ofSeconds(20);

  /** The SDK would ask a region that hangs for minutes, while nothing is printed. */
  private static final ClientConfiguration WITHOUT_RETRIES =
      ClientConfiguration.builder()
          .connectionTimeoutMillis(2_000)
          .readTimeoutMillis(5_000)
          .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
          .build();

  static Unread of(
      StreamTarget stream,
      String group,
      BasicAuthenticationDetailsProvider provider,
      ClientConfigurator network) {
    long end = System.nanoTime() + LONGEST_COUNT.toNanos();
    try (StreamClient client = client(stream, provider, network)) {
      Unread sum = new Unread(0, true);
      for (PartitionReservation partition :
          client
              .getGroup(
                  GetGroupRequest.builder().streamId(stream.streamOcid()).groupName(group).build())
              .getGroup()
              .getReservations()) {
        sum = sum.plus(ofPartition(client, stream.streamOcid(), partition, end));
      }
      return sum;
    }
  }

  private static StreamClient client(
      StreamTarget stream,
      BasicAuthenticationDetailsProvider provider,
      ClientConfigurator network) {
    return StreamClient.builder()
        .additionalClientConfigurator(ClientConfigurators.withoutRedirects(network))
        .configuration(WITHOUT_RETRIES)
        .endpoint(stream.endpoint())
        .build(provider);
  }

  private static Unread ofPartition(
      StreamClient client, String streamOcid, PartitionReservation partition, long end) {
    if (System.nanoTime() - end >= 0) {
      return new Unread(0, false);
    }
    String cursor = createCursor(client, streamOcid, partition);
    long count = 0;
    for (int read = 0; read < MOST_READS_OF_A_PARTITION && System.nanoTime() - end < 0; read++) {
      GetMessagesResponse answer =
          client.getMessages(
              GetMessagesRequest.builder()
                  .streamId(streamOcid)
                  .cursor(cursor)
                  .limit(LIMIT_OF_A_READ)
                  .build());
      if (answer.getItems().isEmpty()) {
        return new Unread(count, true);
      }
      count += answer.getItems().size();
      cursor = answer.getOpcNextCursor();
    }
    return new Unread(count, false);
  }

  private static String createCursor(
      StreamClient client, String streamOcid, PartitionReservation partition) {
    CreateCursorDetails.Builder details =
        CreateCursorDetails.builder().partition(partition.getPartition());
    if (partition.getCommittedOffset() == null) {
      details.type(CreateCursorDetails.Type.TrimHorizon);
    } else {
      details.type(CreateCursorDetails.Type.AfterOffset).offset(partition.getCommittedOffset());
    }
    return client
        .createCursor(
            CreateCursorRequest.builder()
                .streamId(streamOcid)
                .createCursorDetails(details.build())
                .build())
        .getCursor()
        .getValue();
  }

  private Unread plus(Unread other) {
    return new Unread(count + other.count, isAll && other.isAll);
  }

  @Override
  public String toString() {
    return isAll ? Long.toString(count) : "at least " + count;
  }
}
