package io.github.hastreaming.benchmarks;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.Cursor;
import com.oracle.bmc.streaming.model.Message;
import com.oracle.bmc.streaming.model.PutMessagesResult;
import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import com.oracle.bmc.streaming.requests.ConsumerCommitRequest;
import com.oracle.bmc.streaming.requests.ConsumerHeartbeatRequest;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.requests.UpdateGroupRequest;
import com.oracle.bmc.streaming.responses.ConsumerCommitResponse;
import com.oracle.bmc.streaming.responses.ConsumerHeartbeatResponse;
import com.oracle.bmc.streaming.responses.CreateCursorResponse;
import com.oracle.bmc.streaming.responses.CreateGroupCursorResponse;
import com.oracle.bmc.streaming.responses.GetGroupResponse;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import com.oracle.bmc.streaming.responses.UpdateGroupResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** A region that answers at once, always the same. */
final class InMemoryStream implements Stream {

  /** What a native cursor of the service looks like, in length at least. */
  private static final String NATIVE_CURSOR = "eyJjdXJzb3JUeXBlIjoicGFydGl0aW9uIn0".repeat(8);

  private final PutMessagesResponse put;
  private final GetMessagesResponse messages;

  private final CreateCursorResponse cursor =
      CreateCursorResponse.builder()
          .__httpStatusCode__(200)
          .headers(Map.of())
          .cursor(Cursor.builder().value(NATIVE_CURSOR).build())
          .build();

  /**
   * Makes a region.
   *
   * @param count how many messages each read gets, and each put has
   */
  InMemoryStream(int count) {
    put =
        PutMessagesResponse.builder()
            .__httpStatusCode__(200)
            .headers(Map.of())
            .putMessagesResult(
                PutMessagesResult.builder()
                    .failures(0)
                    .entries(
                        Collections.nCopies(
                            count,
                            PutMessagesResultEntry.builder().partition("0").offset(1L).build()))
                    .build())
            .build();
    List<Message> items =
        LongStream.range(0, count)
            .mapToObj(
                offset -> Message.builder().stream("orders").partition("0").offset(offset).build())
            .toList();
    messages =
        GetMessagesResponse.builder()
            .__httpStatusCode__(200)
            .headers(Map.of())
            .opcNextCursor(NATIVE_CURSOR)
            .items(items)
            .build();
  }

  @Override
  public PutMessagesResponse putMessages(PutMessagesRequest request) {
    return put;
  }

  @Override
  public GetMessagesResponse getMessages(GetMessagesRequest request) {
    return messages;
  }

  @Override
  public CreateCursorResponse createCursor(CreateCursorRequest request) {
    return cursor;
  }

  @Override
  public ConsumerCommitResponse consumerCommit(ConsumerCommitRequest request) {
    throw notMeasured();
  }

  @Override
  public ConsumerHeartbeatResponse consumerHeartbeat(ConsumerHeartbeatRequest request) {
    throw notMeasured();
  }

  @Override
  public CreateGroupCursorResponse createGroupCursor(CreateGroupCursorRequest request) {
    throw notMeasured();
  }

  @Override
  public GetGroupResponse getGroup(GetGroupRequest request) {
    throw notMeasured();
  }

  @Override
  public UpdateGroupResponse updateGroup(UpdateGroupRequest request) {
    throw notMeasured();
  }

  private static IllegalArgumentException notMeasured() {
    return new IllegalArgumentException("this operation is not measured");
  }

  @Override
  public void refreshClient() {}

  @Override
  public void setEndpoint(String endpoint) {}

  @Override
  public String getEndpoint() {
    return "http://127.0.0.1";
  }

  @Override
  public void close() {}
}
