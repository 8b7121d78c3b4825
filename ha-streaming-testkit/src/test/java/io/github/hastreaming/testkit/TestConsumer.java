package io.github.hastreaming.testkit;

import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.model.Message;
import com.oracle.bmc.streaming.requests.ConsumerCommitRequest;
import com.oracle.bmc.streaming.requests.ConsumerHeartbeatRequest;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instance of a consumer group that goes from cursor to cursor, as applications do. */
final class TestConsumer {
  private final StreamClient client;
  private final String streamOcid;
  private String cursor;

  private TestConsumer(StreamClient client, String streamOcid, String cursor) {
    this.client = client;
    this.streamOcid = streamOcid;
    this.cursor = cursor;
  }

  static TestConsumer join(EmulatedRegion region, CreateGroupCursorDetails.Builder details) {
    CreateGroupCursorRequest request =
        CreateGroupCursorRequest.builder()
            .streamId(region.streamOcid())
            .createGroupCursorDetails(details.build())
            .build();
    String cursor = region.client().createGroupCursor(request).getCursor().getValue();
    return new TestConsumer(region.client(), region.streamOcid(), cursor);
  }

  /** The same instance with the cursor that it has now. */
  TestConsumer copy() {
    return new TestConsumer(client, streamOcid, cursor);
  }

  String cursor() {
    return cursor;
  }

  /** The values of the next batch. */
  List<String> poll() {
    return values(get(null));
  }

  List<String> poll(int limit) {
    return values(get(limit));
  }

  /** The partitions of the next batch. */
  List<String> pollPartitions() {
    return get(null).getItems().stream().map(Message::getPartition).distinct().sorted().toList();
  }

  void commit() {
    ConsumerCommitRequest request =
        ConsumerCommitRequest.builder().streamId(streamOcid).cursor(cursor).build();
    cursor = client.consumerCommit(request).getCursor().getValue();
  }

  void heartbeat() {
    ConsumerHeartbeatRequest request =
        ConsumerHeartbeatRequest.builder().streamId(streamOcid).cursor(cursor).build();
    cursor = client.consumerHeartbeat(request).getCursor().getValue();
  }

  private GetMessagesResponse get(@Nullable Integer limit) {
    GetMessagesResponse response =
        client.getMessages(
            GetMessagesRequest.builder().streamId(streamOcid).cursor(cursor).limit(limit).build());
    cursor = response.getOpcNextCursor();
    return response;
  }

  private static List<String> values(GetMessagesResponse response) {
    return EmulatedRegion.values(response);
  }
}
