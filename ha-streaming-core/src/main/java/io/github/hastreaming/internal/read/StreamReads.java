package io.github.hastreaming.internal.read;

import com.oracle.bmc.responses.BmcResponse;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.requests.ConsumerCommitRequest;
import com.oracle.bmc.streaming.requests.ConsumerHeartbeatRequest;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.requests.UpdateGroupRequest;
import com.oracle.bmc.streaming.responses.ConsumerCommitResponse;
import com.oracle.bmc.streaming.responses.ConsumerHeartbeatResponse;
import com.oracle.bmc.streaming.responses.CreateCursorResponse;
import com.oracle.bmc.streaming.responses.CreateGroupCursorResponse;
import com.oracle.bmc.streaming.responses.GetGroupResponse;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import com.oracle.bmc.streaming.responses.UpdateGroupResponse;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.call.Requests;
import io.github.hastreaming.internal.call.StreamCalls;
import io.github.hastreaming.internal.counter.ClientCounters;
import io.github.hastreaming.internal.cursor.CursorCodec;
import io.github.hastreaming.internal.cursor.InvalidCursor;
import io.github.hastreaming.internal.cursor.NativeCursorReader;
import io.github.hastreaming.internal.cursor.PairCursor;
import io.github.hastreaming.internal.failover.PairParts;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.target.StreamTarget;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The reading operations of the SDK's {@code Stream}, over the pair. Thread-safe. */
public final class StreamReads {

  private final String primaryOcid;
  private final TimeSource time;
  private final ReadableStreams streams;
  private final StreamCalls calls;
  private final PartitionCursorCreation partitions;
  private final GroupCursorCreation groupMembers;
  private final MessageReads messages;
  private final ConsumerCalls consumers;
  private final GroupCalls groups;

  public StreamReads(
      String primaryOcid,
      StreamCalls calls,
      PairParts pair,
      ClientCounters counters,
      Settings settings) {
    this.primaryOcid = primaryOcid;
    this.time = pair.time();
    this.calls = calls;
    this.streams = new ReadableStreams(pair.keeper(), pair.regions());
    FailureClassifier classifier = settings.classifier();
    ReadEvents events = new ReadEvents(pair.events(), time);
    Commits commits = new Commits(events, time);
    StreamReader reader = new StreamReader(classifier, commits, events);
    Sweeper sweeper = new Sweeper(streams, reader, classifier, events, counters, time);
    NewCursors created = new NewCursors(primaryOcid, pair.regions().serviceClock(), time);
    this.partitions = new PartitionCursorCreation(calls, created);
    this.groupMembers = new GroupCursorCreation(calls, streams, sweeper, created);
    this.messages =
        new MessageReads(
            calls, streams, reader, sweeper, commits, events, time, settings.sweepInterval());
    this.consumers = new ConsumerCalls(calls, streams, commits, classifier);
    this.groups = new GroupCalls(calls, streams, commits, events);
  }

  public CreateCursorResponse createCursor(CreateCursorRequest request) {
    CreateCursorDetails details = request.getCreateCursorDetails();
    return PartitionCursorCreation.isIncomplete(details)
        ? calls
            .read(
                StreamOperation.CREATE_CURSOR,
                (client, target) ->
                    client.createCursor(Requests.createCursor(request, target, details)))
            .response()
        : partitions.create(request);
  }

  public CreateGroupCursorResponse createGroupCursor(CreateGroupCursorRequest request) {
    CreateGroupCursorDetails details = request.getCreateGroupCursorDetails();
    return GroupCursorCreation.isIncomplete(details)
        ? calls
            .read(
                StreamOperation.CREATE_GROUP_CURSOR,
                (client, target) ->
                    client.createGroupCursor(Requests.createGroupCursor(request, target, details)))
            .response()
        : groupMembers.create(request);
  }

  public GetMessagesResponse getMessages(GetMessagesRequest request) {
    PairCursor cursor = cursorOf(request.getCursor());
    return cursor == null
        ? asItIs(StreamOperation.GET_MESSAGES, stream -> stream.getMessages(request))
        : messages.read(cursor, request);
  }

  public ConsumerCommitResponse consumerCommit(ConsumerCommitRequest request) {
    PairCursor cursor = cursorOf(request.getCursor());
    return cursor == null
        ? asItIs(StreamOperation.CONSUMER_COMMIT, stream -> stream.consumerCommit(request))
        : consumers.commit(cursor, request);
  }

  public ConsumerHeartbeatResponse consumerHeartbeat(ConsumerHeartbeatRequest request) {
    PairCursor cursor = cursorOf(request.getCursor());
    return cursor == null
        ? asItIs(StreamOperation.CONSUMER_HEARTBEAT, stream -> stream.consumerHeartbeat(request))
        : consumers.heartbeat(cursor, request);
  }

  public GetGroupResponse getGroup(GetGroupRequest request) {
    return isBlank(request.getGroupName())
        ? asItIs(StreamOperation.GET_GROUP, stream -> stream.getGroup(request))
        : groups.get(request);
  }

  public UpdateGroupResponse updateGroup(UpdateGroupRequest request) {
    return isBlank(request.getGroupName())
        ? asItIs(StreamOperation.UPDATE_GROUP, stream -> stream.updateGroup(request))
        : groups.update(request);
  }

  /** The target that the cursor's last read came from; the one it begins in before the first. */
  public StreamTarget originOf(String cursor) {
    PairCursor position = cursorOf(cursor);
    if (position == null) {
      throw InvalidCursor.because("it is not a cursor of this client");
    }
    String ocid = position.originOcid().isEmpty() ? position.currentOcid() : position.originOcid();
    Region region = streams.find(ocid);
    if (region == null) {
      throw InvalidCursor.because("its stream " + ocid + " is not known to this client");
    }
    return region.target();
  }

  /** Null for what only the service itself can judge: no cursor at all, or one of unknown form. */
  private @Nullable PairCursor cursorOf(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    if (!CursorCodec.isPairCursor(text)) {
      return NativeCursorReader.read(text, primaryOcid, time.now().toEpochMilli());
    }
    PairCursor cursor = CursorCodec.decode(text);
    if (!cursor.primaryOcid().equals(primaryOcid)) {
      throw InvalidCursor.because("it belongs to another stream");
    }
    return cursor;
  }

  /** To the primary, which alone can judge a native cursor, or to the SDK's own validation. */
  private <R extends BmcResponse> R asItIs(StreamOperation operation, Function<Stream, R> method) {
    Region primary = streams.find(primaryOcid);
    return primary == null
        ? calls.read(operation, (client, target) -> method.apply(client)).response()
        : calls.readIn(primary, operation, (client, target) -> method.apply(client));
  }

  private static boolean isBlank(@Nullable String value) {
    return value == null || value.isBlank();
  }
}
