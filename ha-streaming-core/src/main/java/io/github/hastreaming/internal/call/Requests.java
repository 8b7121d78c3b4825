package io.github.hastreaming.internal.call;

import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.model.UpdateGroupDetails;
import com.oracle.bmc.streaming.requests.ConsumerCommitRequest;
import com.oracle.bmc.streaming.requests.ConsumerHeartbeatRequest;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.requests.UpdateGroupRequest;
import io.github.hastreaming.target.StreamTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The application's requests, and our own, as they are sent to a stream of the pair: retries are
 * ours, so the SDK's are off; copies keep the invocation callback.
 */
public final class Requests {

  private static final RetryConfiguration ONCE = RetryConfiguration.NO_RETRY_CONFIGURATION;

  private Requests() {}

  /**
   * @param target null leaves a request that names no stream to the SDK's own validation
   */
  static PutMessagesRequest put(PutMessagesRequest request, @Nullable StreamTarget target) {
    return PutMessagesRequest.builder()
        .copy(request)
        .streamId(target == null ? request.getStreamId() : target.streamOcid())
        .retryConfiguration(ONCE)
        .build();
  }

  static PutMessagesRequest withEntries(
      PutMessagesRequest request, List<PutMessagesDetailsEntry> entries) {
    return PutMessagesRequest.builder()
        .copy(request)
        .putMessagesDetails(PutMessagesDetails.builder().messages(entries).build())
        .build();
  }

  public static GetMessagesRequest getMessages(
      GetMessagesRequest request, StreamTarget target, String cursor) {
    return GetMessagesRequest.builder()
        .copy(request)
        .streamId(target.streamOcid())
        .cursor(cursor)
        .retryConfiguration(ONCE)
        .build();
  }

  public static CreateCursorRequest createCursor(
      CreateCursorRequest request, StreamTarget target, @Nullable CreateCursorDetails details) {
    return CreateCursorRequest.builder()
        .copy(request)
        .streamId(target.streamOcid())
        .createCursorDetails(details)
        .retryConfiguration(ONCE)
        .build();
  }

  public static CreateCursorRequest createCursor(StreamTarget target, CreateCursorDetails details) {
    return CreateCursorRequest.builder()
        .streamId(target.streamOcid())
        .createCursorDetails(details)
        .retryConfiguration(ONCE)
        .build();
  }

  public static CreateGroupCursorRequest createGroupCursor(
      CreateGroupCursorRequest request,
      StreamTarget target,
      @Nullable CreateGroupCursorDetails details) {
    return CreateGroupCursorRequest.builder()
        .copy(request)
        .streamId(target.streamOcid())
        .createGroupCursorDetails(details)
        .retryConfiguration(ONCE)
        .build();
  }

  public static CreateGroupCursorRequest createGroupCursor(
      StreamTarget target, CreateGroupCursorDetails details) {
    return CreateGroupCursorRequest.builder()
        .streamId(target.streamOcid())
        .createGroupCursorDetails(details)
        .retryConfiguration(ONCE)
        .build();
  }

  public static ConsumerCommitRequest commit(
      ConsumerCommitRequest request, StreamTarget target, @Nullable String cursor) {
    return ConsumerCommitRequest.builder()
        .copy(request)
        .streamId(target.streamOcid())
        .cursor(cursor)
        .retryConfiguration(ONCE)
        .build();
  }

  public static ConsumerCommitRequest commit(StreamTarget target, @Nullable String cursor) {
    return ConsumerCommitRequest.builder()
        .streamId(target.streamOcid())
        .cursor(cursor)
        .retryConfiguration(ONCE)
        .build();
  }

  public static ConsumerHeartbeatRequest heartbeat(
      ConsumerHeartbeatRequest request, StreamTarget target, @Nullable String cursor) {
    return ConsumerHeartbeatRequest.builder()
        .copy(request)
        .streamId(target.streamOcid())
        .cursor(cursor)
        .retryConfiguration(ONCE)
        .build();
  }

  public static GetGroupRequest getGroup(GetGroupRequest request, StreamTarget target) {
    return GetGroupRequest.builder()
        .copy(request)
        .streamId(target.streamOcid())
        .retryConfiguration(ONCE)
        .build();
  }

  public static GetGroupRequest getGroup(StreamTarget target, String group) {
    return GetGroupRequest.builder()
        .streamId(target.streamOcid())
        .groupName(group)
        .retryConfiguration(ONCE)
        .build();
  }

  public static UpdateGroupRequest updateGroup(UpdateGroupRequest request, StreamTarget target) {
    return UpdateGroupRequest.builder()
        .copy(request)
        .streamId(target.streamOcid())
        .retryConfiguration(ONCE)
        .build();
  }

  public static UpdateGroupRequest updateGroup(
      StreamTarget target, String group, UpdateGroupDetails details) {
    return UpdateGroupRequest.builder()
        .streamId(target.streamOcid())
        .groupName(group)
        .updateGroupDetails(details)
        .retryConfiguration(ONCE)
        .build();
  }
}
