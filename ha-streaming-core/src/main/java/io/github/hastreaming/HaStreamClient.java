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
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.event.ListenerRegistration;
import io.github.hastreaming.failover.FailoverControl;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.internal.engine.Engine;
import io.github.hastreaming.target.StreamTarget;
import java.util.Objects;

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
   * @return a builder with the defaults of docs/options.md
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

  /**
   * Tells a listener what happens from now on, until it is taken away or the client is closed; for
   * what is made after the client, such as metrics. {@link HaStreamClientBuilder#listener} also
   * tells what happens while the client starts.
   *
   * @param listener told after each change, on a background thread; one that was added twice is
   *     told twice
   * @return takes the listener away
   * @throws IllegalStateException after {@link #close()}
   */
  public ListenerRegistration addListener(FailoverListener listener) {
    return engine.addListener(Objects.requireNonNull(listener, "listener"));
  }

  /**
   * Switches by hand, for operators and drills.
   *
   * @return the control, thread-safe
   */
  public FailoverControl failover() {
    return engine.control();
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
    return engine.writesTo(request.getStreamId()).putMessages(request);
  }

  /**
   * Reads on: in the region the cursor is in until that is drained, then in the active one, and now
   * and then in the others, so that nothing stays behind in any of them. The cursor for the next
   * read, {@code opcNextCursor}, is never null. Offsets and order hold within one region and
   * partition; {@link #originOf} tells the region.
   *
   * @param request names a cursor of this client, or one of the primary from the SDK's own client
   * @return the service's answer, with a cursor of this client
   */
  @Override
  public GetMessagesResponse getMessages(GetMessagesRequest request) {
    return engine.readsOf(request.getStreamId()).getMessages(request);
  }

  /**
   * Creates a cursor on a partition. It is a position in the pair: it works in another process,
   * carries over to the other region, and does not expire while the messages are retained.
   *
   * <p>LATEST means from this moment on, in every region. AT_OFFSET and AFTER_OFFSET name the
   * primary's offsets, and mean the oldest message in another region.
   */
  @Override
  public CreateCursorResponse createCursor(CreateCursorRequest request) {
    return engine.readsOf(request.getStreamId()).createCursor(request);
  }

  /**
   * Joins a consumer group, in every region that can be reached. A new group starts where the
   * request says in each of them; one that exists in one region starts at the oldest message in a
   * region that does not have it.
   */
  @Override
  public CreateGroupCursorResponse createGroupCursor(CreateGroupCursorRequest request) {
    return engine.readsOf(request.getStreamId()).createGroupCursor(request);
  }

  /**
   * Commits, in every region that was delivered from since the last commit. A region that cannot be
   * reached is reported to the listener, not to the caller: the commit is carried in the cursor
   * returned and made up later.
   */
  @Override
  public ConsumerCommitResponse consumerCommit(ConsumerCommitRequest request) {
    return engine.readsOf(request.getStreamId()).consumerCommit(request);
  }

  /** Extends the reservations, in every region that was delivered from since the last commit. */
  @Override
  public ConsumerHeartbeatResponse consumerHeartbeat(ConsumerHeartbeatRequest request) {
    return engine.readsOf(request.getStreamId()).consumerHeartbeat(request);
  }

  /** The group's state in the active region. */
  @Override
  public GetGroupResponse getGroup(GetGroupRequest request) {
    return engine.readsOf(request.getStreamId()).getGroup(request);
  }

  /**
   * Moves the group, in every region; one that cannot be reached keeps its position, which the
   * listener is told. Commits that were deferred before are void.
   */
  @Override
  public UpdateGroupResponse updateGroup(UpdateGroupRequest request) {
    return engine.readsOf(request.getStreamId()).updateGroup(request);
  }

  /**
   * The stream that a cursor's last read came from: offsets belong to it. To store a position, keep
   * the cursor string, not an offset.
   *
   * @param cursor a cursor that this client, or one for the same pair, returned
   * @return the target; before the first read, the one the cursor begins in
   * @throws com.oracle.bmc.model.BmcException with status 400 if it is no such cursor
   */
  public StreamTarget originOf(String cursor) {
    return engine.originOf(cursor);
  }

  /**
   * Ends the client: its threads, and each region's HTTP client after the calls in flight.
   * Listeners are told the events there were, if they need no more than 0.5 s for it. Further calls
   * throw {@code IllegalStateException}; closing again does nothing.
   */
  @Override
  public void close() {
    engine.close();
  }
}
