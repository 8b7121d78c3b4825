package io.github.hastreaming;

import com.oracle.bmc.streaming.Stream;
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
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.internal.call.StreamCalls;
import io.github.hastreaming.internal.engine.Engine;

/**
 * A drop-in replacement for the SDK's {@code StreamClient} that survives the loss of a region.
 *
 * <p>Calls go to the primary region's stream, behind retries and circuit breakers; when the primary
 * fails, to the secondary stream that the resolver named. Requests keep naming the primary's stream
 * OCID. One client serves one stream.
 *
 * <p>Thread-safe. All operations throw what the SDK's client throws, and besides:
 *
 * <ul>
 *   <li>{@link io.github.hastreaming.call.AllRegionsUnavailableException}, a {@code BmcException},
 *       when no region can serve the call;
 *   <li>{@link io.github.hastreaming.call.WriteOutcomeUnknownException}, a {@code BmcException},
 *       when the {@link io.github.hastreaming.call.WriteReplay} policy forbids to repeat a put;
 *   <li>{@code IllegalArgumentException} for a request that names another stream;
 *   <li>{@code IllegalStateException} after {@link #close()}.
 * </ul>
 */
public final class HaStreamClient implements Stream {

  private final Engine engine;

  HaStreamClient(Engine engine) {
    this.engine = engine;
  }

  /**
   * Starts a client.
   *
   * @return a builder with the defaults of the README's table
   */
  public static HaStreamClientBuilder builder() {
    return new HaStreamClientBuilder();
  }

  /**
   * A snapshot of what the client is doing.
   *
   * @return the status; cheap enough for a health check
   */
  public HaStreamStatus status() {
    return engine.status();
  }

  /** Makes new HTTP clients for all regions; calls in flight end on the old ones. */
  @Override
  public void refreshClient() {
    engine.renewClients();
  }

  /**
   * Changes the primary's endpoint, whichever region is active; calls in flight end on the old one.
   *
   * @param endpoint an absolute URL, https unless the host is the loopback or allowed by name
   * @throws IllegalArgumentException if it is not of that form
   */
  @Override
  public void setEndpoint(String endpoint) {
    engine.setPrimaryEndpoint(endpoint);
  }

  /**
   * The endpoint of the active region.
   *
   * @return an absolute URL
   */
  @Override
  public String getEndpoint() {
    return engine.activeEndpoint();
  }

  @Override
  public PutMessagesResponse putMessages(PutMessagesRequest request) {
    return callsOn(request.getStreamId()).putMessages(request);
  }

  @Override
  public GetMessagesResponse getMessages(GetMessagesRequest request) {
    return callsOn(request.getStreamId())
        .read(
            StreamOperation.GET_MESSAGES,
            request,
            request.getStreamId(),
            ocid ->
                GetMessagesRequest.builder()
                    .copy(request)
                    .streamId(ocid)
                    .retryConfiguration(StreamCalls.noRetries())
                    .build(),
            Stream::getMessages);
  }

  @Override
  public CreateCursorResponse createCursor(CreateCursorRequest request) {
    return callsOn(request.getStreamId())
        .read(
            StreamOperation.CREATE_CURSOR,
            request,
            request.getStreamId(),
            ocid ->
                CreateCursorRequest.builder()
                    .copy(request)
                    .streamId(ocid)
                    .retryConfiguration(StreamCalls.noRetries())
                    .build(),
            Stream::createCursor);
  }

  @Override
  public CreateGroupCursorResponse createGroupCursor(CreateGroupCursorRequest request) {
    return callsOn(request.getStreamId())
        .read(
            StreamOperation.CREATE_GROUP_CURSOR,
            request,
            request.getStreamId(),
            ocid ->
                CreateGroupCursorRequest.builder()
                    .copy(request)
                    .streamId(ocid)
                    .retryConfiguration(StreamCalls.noRetries())
                    .build(),
            Stream::createGroupCursor);
  }

  @Override
  public ConsumerCommitResponse consumerCommit(ConsumerCommitRequest request) {
    return callsOn(request.getStreamId())
        .read(
            StreamOperation.CONSUMER_COMMIT,
            request,
            request.getStreamId(),
            ocid ->
                ConsumerCommitRequest.builder()
                    .copy(request)
                    .streamId(ocid)
                    .retryConfiguration(StreamCalls.noRetries())
                    .build(),
            Stream::consumerCommit);
  }

  @Override
  public ConsumerHeartbeatResponse consumerHeartbeat(ConsumerHeartbeatRequest request) {
    return callsOn(request.getStreamId())
        .read(
            StreamOperation.CONSUMER_HEARTBEAT,
            request,
            request.getStreamId(),
            ocid ->
                ConsumerHeartbeatRequest.builder()
                    .copy(request)
                    .streamId(ocid)
                    .retryConfiguration(StreamCalls.noRetries())
                    .build(),
            Stream::consumerHeartbeat);
  }

  @Override
  public GetGroupResponse getGroup(GetGroupRequest request) {
    return callsOn(request.getStreamId())
        .read(
            StreamOperation.GET_GROUP,
            request,
            request.getStreamId(),
            ocid ->
                GetGroupRequest.builder()
                    .copy(request)
                    .streamId(ocid)
                    .retryConfiguration(StreamCalls.noRetries())
                    .build(),
            Stream::getGroup);
  }

  @Override
  public UpdateGroupResponse updateGroup(UpdateGroupRequest request) {
    return callsOn(request.getStreamId())
        .read(
            StreamOperation.UPDATE_GROUP,
            request,
            request.getStreamId(),
            ocid ->
                UpdateGroupRequest.builder()
                    .copy(request)
                    .streamId(ocid)
                    .retryConfiguration(StreamCalls.noRetries())
                    .build(),
            Stream::updateGroup);
  }

  private StreamCalls callsOn(String streamId) {
    return engine.callsOn(streamId);
  }

  /**
   * Ends the client: its threads, and each region's HTTP client after the calls in flight. Further
   * calls throw {@code IllegalStateException}; closing again does nothing.
   */
  @Override
  public void close() {
    engine.close();
  }
}
