package io.github.hastreaming.internal.read;

import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.requests.UpdateGroupRequest;
import com.oracle.bmc.streaming.responses.GetGroupResponse;
import com.oracle.bmc.streaming.responses.UpdateGroupResponse;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.call.Requests;
import io.github.hastreaming.internal.call.Served;
import io.github.hastreaming.internal.call.StreamCalls;
import io.github.hastreaming.internal.region.Region;

/** {@code getGroup} answers for the active stream; {@code updateGroup} goes to every known one. */
final class GroupCalls {

  private final StreamCalls calls;
  private final ReadableStreams streams;
  private final Commits commits;
  private final ReadEvents events;

  GroupCalls(StreamCalls calls, ReadableStreams streams, Commits commits, ReadEvents events) {
    this.calls = calls;
    this.streams = streams;
    this.commits = commits;
    this.events = events;
  }

  GetGroupResponse get(GetGroupRequest request) {
    return calls
        .read(
            StreamOperation.GET_GROUP,
            (client, target) -> client.getGroup(Requests.getGroup(request, target)))
        .response();
  }

  UpdateGroupResponse update(UpdateGroupRequest request) {
    Served<UpdateGroupResponse> answer =
        calls.read(
            StreamOperation.UPDATE_GROUP,
            (client, target) -> client.updateGroup(Requests.updateGroup(request, target)));
    commits.groupUpdated(request.getGroupName());
    for (Region region : streams.all()) {
      if (region != answer.servedBy()) {
        updateElsewhere(region, request);
      }
    }
    return answer.response();
  }

  private void updateElsewhere(Region region, UpdateGroupRequest request) {
    if (!Sweeper.isWorthAsking(region, StreamOperation.UPDATE_GROUP)) {
      RuntimeException down = new IllegalStateException("its breaker is open");
      events.groupUpdateMissed(region.target(), request.getGroupName(), down);
      return;
    }
    try {
      Sweeper.call(
          region, (client, target) -> client.updateGroup(Requests.updateGroup(request, target)));
    } catch (RuntimeException e) {
      if (!ServiceErrors.isNotFound(e)) { // A stream without the group has nothing to update.
        events.groupUpdateMissed(region.target(), request.getGroupName(), e);
      }
    }
  }
}
