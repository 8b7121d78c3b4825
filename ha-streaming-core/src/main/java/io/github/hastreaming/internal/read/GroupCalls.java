package io.github.hastreaming.internal.read;

import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.requests.UpdateGroupRequest;
import com.oracle.bmc.streaming.responses.GetGroupResponse;
import com.oracle.bmc.streaming.responses.UpdateGroupResponse;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.call.StreamCalls;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.target.StreamTarget;

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
    return calls.read(
        StreamOperation.GET_GROUP,
        null,
        (client, target) ->
            client.getGroup(
                GetGroupRequest.builder()
                    .copy(request)
                    .streamId(target.streamOcid())
                    .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
                    .build()));
  }

  UpdateGroupResponse update(UpdateGroupRequest request) {
    String[] servedBy = {""};
    UpdateGroupResponse response =
        calls.read(
            StreamOperation.UPDATE_GROUP,
            null,
            (client, target) -> {
              UpdateGroupResponse answer = updateIn(client, target, request);
              servedBy[0] = target.streamOcid();
              return answer;
            });
    commits.groupUpdated(request.getGroupName());
    for (Region region : streams.all()) {
      if (!region.target().streamOcid().equals(servedBy[0])) {
        updateElsewhere(region, request);
      }
    }
    return response;
  }

  private void updateElsewhere(Region region, UpdateGroupRequest request) {
    if (!Sweeper.isWorthAsking(region)) {
      RuntimeException down = new IllegalStateException("its breaker is open");
      events.groupUpdateMissed(region.target(), request.getGroupName(), down);
      return;
    }
    try {
      Sweeper.call(region, (client, target) -> updateIn(client, target, request));
    } catch (RuntimeException e) {
      if (!ServiceErrors.isNotFound(e)) { // A stream without the group has nothing to update.
        events.groupUpdateMissed(region.target(), request.getGroupName(), e);
      }
    }
  }

  private static UpdateGroupResponse updateIn(
      Stream client, StreamTarget target, UpdateGroupRequest request) {
    return client.updateGroup(
        UpdateGroupRequest.builder()
            .copy(request)
            .streamId(target.streamOcid())
            .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
            .build());
  }
}
