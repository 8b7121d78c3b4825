package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.Cursor;
import io.github.hastreaming.testkit.internal.service.GroupCursor;
import io.github.hastreaming.testkit.internal.service.GroupInstance;
import io.github.hastreaming.testkit.internal.service.GroupReservation;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import io.github.hastreaming.testkit.internal.service.StoredStream;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** createGroupCursor, consumerCommit, consumerHeartbeat, getGroup and updateGroup. */
final class GroupsApi {
  private GroupsApi() {}

  static ApiResponse createGroupCursor(StoredStream stream, ApiRequest request) {
    CreateGroupCursorDetails details = Json.read(request.body(), CreateGroupCursorDetails.class);
    if (details.groupName() == null) {
      throw ServiceException.missingParameter("groupName");
    }
    GroupInstance instance =
        GroupInstance.of(details.instanceName(), details.timeoutInMs(), details.commitOnGet());
    GroupCursor cursor =
        stream
            .groups()
            .createCursor(
                details.groupName(), instance, CursorTypes.parse(details.type()), details.time());
    return CursorValue.answer(cursor);
  }

  static ApiResponse commit(StoredStream stream, ApiRequest request) {
    return renewed(request, stream.groups()::commit);
  }

  static ApiResponse heartbeat(StoredStream stream, ApiRequest request) {
    return renewed(request, stream.groups()::heartbeat);
  }

  static ApiResponse getGroup(StoredStream stream, String groupName) {
    return ApiResponse.json(
        new Group(stream.ocid(), groupName, stream.groups().reservations(groupName)));
  }

  static ApiResponse updateGroup(StoredStream stream, String groupName, ApiRequest request) {
    UpdateGroupDetails details = Json.read(request.body(), UpdateGroupDetails.class);
    stream.groups().update(groupName, CursorTypes.parse(details.type()), details.time());
    return ApiResponse.empty(200);
  }

  private static ApiResponse renewed(ApiRequest request, UnaryOperator<GroupCursor> operation) {
    Cursor cursor = CursorCodec.decode(request.requiredQuery("cursor"));
    if (cursor instanceof GroupCursor group) {
      return CursorValue.answer(operation.apply(group));
    }
    throw ServiceException.cursorInvalid();
  }

  // The bodies, by the names they have in the service's API reference.

  private record CreateGroupCursorDetails(
      @Nullable String type,
      @Nullable Instant time,
      @Nullable String groupName,
      @Nullable String instanceName,
      @Nullable Long timeoutInMs,
      @Nullable Boolean commitOnGet) {}

  private record UpdateGroupDetails(@Nullable String type, @Nullable Instant time) {}

  private record Group(String streamId, String groupName, List<GroupReservation> reservations) {}
}
