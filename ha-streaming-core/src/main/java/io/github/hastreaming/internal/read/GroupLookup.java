package io.github.hastreaming.internal.read;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.responses.GetGroupResponse;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.call.Requests;
import io.github.hastreaming.internal.call.StreamCalls;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.target.StreamTarget;
import java.util.Map;

/**
 * Whether a stream has a group. Where that cannot be found out it counts as having it: the group
 * then begins at the oldest message elsewhere, which repeats messages but loses none.
 */
final class GroupLookup {

  private static final int NOT_FOUND = 404;

  private final StreamCalls calls;

  GroupLookup(StreamCalls calls) {
    this.calls = calls;
  }

  boolean mayHave(Region region, String group) {
    if (!Sweeper.isWorthAsking(region, StreamOperation.GET_GROUP)) {
      return true;
    }
    try {
      return isFound(Sweeper.call(region, (client, target) -> lookUp(client, target, group)));
    } catch (RuntimeException e) {
      // One that is throttled only asks for patience; to guess would move a LATEST group.
      return !ServiceErrors.isThrottled(e) || mayHavePaced(region, group);
    }
  }

  private boolean mayHavePaced(Region region, String group) {
    try {
      return isFound(
          calls.readIn(
              region,
              StreamOperation.GET_GROUP,
              (client, target) -> lookUp(client, target, group)));
    } catch (RuntimeException e) {
      return true;
    }
  }

  /** A missing group is an answer, not a refusal of the region. */
  private static GetGroupResponse lookUp(Stream client, StreamTarget target, String group) {
    try {
      return client.getGroup(Requests.getGroup(target, group));
    } catch (BmcException e) {
      if (!ServiceErrors.isNotFound(e)) {
        throw e;
      }
      return GetGroupResponse.builder().__httpStatusCode__(NOT_FOUND).headers(Map.of()).build();
    }
  }

  private static boolean isFound(GetGroupResponse response) {
    return response.get__httpStatusCode__() != NOT_FOUND;
  }
}
