package io.github.hastreaming.internal.read;

import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.responses.CreateGroupCursorResponse;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.call.Requests;
import io.github.hastreaming.internal.call.Served;
import io.github.hastreaming.internal.call.StreamCalls;
import io.github.hastreaming.internal.cursor.CursorStart;
import io.github.hastreaming.internal.cursor.PairCursor;
import io.github.hastreaming.internal.cursor.StartType;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.target.StreamTarget;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates cursors of consumer groups, and the groups with them. */
final class GroupCursorCreation {

  private final StreamCalls calls;
  private final ReadableStreams streams;
  private final Sweeper sweeper;
  private final NewCursors created;
  private final GroupLookup groups;

  GroupCursorCreation(
      StreamCalls calls, ReadableStreams streams, Sweeper sweeper, NewCursors created) {
    this.calls = calls;
    this.streams = streams;
    this.sweeper = sweeper;
    this.created = created;
    this.groups = new GroupLookup(calls);
  }

  /** Whether only the service can say what is wrong with a request. */
  static boolean isIncomplete(@Nullable CreateGroupCursorDetails details) {
    if (details == null || details.getGroupName() == null || details.getGroupName().isBlank()) {
      return true;
    }
    CreateGroupCursorDetails.Type type = details.getType();
    return type == null
        || (type == CreateGroupCursorDetails.Type.AtTime && details.getTime() == null);
  }

  /**
   * Creates the group in every known stream at once, so that LATEST means the same moment in each.
   */
  CreateGroupCursorResponse create(CreateGroupCursorRequest request) {
    CreateGroupCursorDetails details = request.getCreateGroupCursorDetails();
    List<Region> known = streams.all();
    boolean exists =
        known.stream().anyMatch(region -> groups.mayHave(region, details.getGroupName()));
    CursorStart.OfGroup start = groupStart(details, !exists);
    CreateGroupCursorDetails join = joinDetails(details, start);
    Served<CreateGroupCursorResponse> answer =
        calls.read(
            StreamOperation.CREATE_GROUP_CURSOR,
            (client, target) -> {
              CreateGroupCursorResponse response =
                  client.createGroupCursor(Requests.createGroupCursor(request, target, join));
              ServiceAnswers.cursorOf(response.getCursor()); // Without one it is no answer.
              return response;
            });
    StreamTarget servedBy = answer.servedBy().target();
    PairCursor cursor = created.create(start, servedBy, answer.response());
    cursor
        .position(servedBy.streamOcid())
        .nativeCursor(ServiceAnswers.cursorOf(answer.response().getCursor()));
    joinElsewhere(cursor, join, answer.servedBy(), known);
    return CreateGroupCursorResponse.builder()
        .copy(answer.response())
        .cursor(NewCursors.encoded(cursor))
        .build();
  }

  private void joinElsewhere(
      PairCursor cursor, CreateGroupCursorDetails join, Region joined, List<Region> known) {
    for (Region region : known) {
      if (region != joined && Sweeper.isWorthAsking(region, StreamOperation.CREATE_GROUP_CURSOR)) {
        String nativeCursor =
            sweeper.tryOnce(
                region,
                StreamOperation.CREATE_GROUP_CURSOR,
                (client, stream) -> NativeCursors.join(client, stream, join));
        if (nativeCursor != null) {
          cursor.position(region.target().streamOcid()).nativeCursor(nativeCursor);
        }
      }
    }
  }

  private static CursorStart.OfGroup groupStart(
      CreateGroupCursorDetails details, boolean newGroup) {
    String instance = details.getInstanceName();
    return new CursorStart.OfGroup(
        details.getGroupName(),
        instance == null || instance.isEmpty() ? UUID.randomUUID().toString() : instance,
        details.getTimeoutInMs(),
        details.getCommitOnGet(),
        groupType(details.getType()),
        NewCursors.millis(details.getTime()),
        newGroup);
  }

  /** A group that exists somewhere begins at the oldest message where it does not. */
  private static CreateGroupCursorDetails joinDetails(
      CreateGroupCursorDetails details, CursorStart.OfGroup start) {
    CreateGroupCursorDetails.Builder join =
        CreateGroupCursorDetails.builder().copy(details).instanceName(start.instance());
    return start.newGroup()
        ? join.build()
        : join.type(CreateGroupCursorDetails.Type.TrimHorizon).time(null).build();
  }

  private static StartType groupType(CreateGroupCursorDetails.Type type) {
    return switch (type) {
      case Latest -> StartType.LATEST;
      case AtTime -> StartType.AT_TIME;
      default -> StartType.TRIM_HORIZON;
    };
  }
}
