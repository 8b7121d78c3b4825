package io.github.hastreaming.testkit.internal.http;

import java.util.List;

/** The operations of the service with their methods and paths; {@code *} stands for a parameter. */
public enum Operation {
  PUT_MESSAGES("putMessages", Plane.WRITE, "POST", "streams/*/messages"),
  GET_MESSAGES("getMessages", Plane.READ, "GET", "streams/*/messages"),
  CREATE_CURSOR("createCursor", Plane.READ, "POST", "streams/*/cursors"),
  CREATE_GROUP_CURSOR("createGroupCursor", Plane.READ, "POST", "streams/*/groupCursors"),
  CONSUMER_COMMIT("consumerCommit", Plane.READ, "POST", "streams/*/commit"),
  CONSUMER_HEARTBEAT("consumerHeartbeat", Plane.READ, "POST", "streams/*/heartbeat"),
  GET_GROUP("getGroup", Plane.READ, "GET", "streams/*/groups/*"),
  UPDATE_GROUP("updateGroup", Plane.READ, "PUT", "streams/*/groups/*"),
  CREATE_STREAM("createStream", Plane.ADMIN, "POST", "streams"),
  LIST_STREAMS("listStreams", Plane.ADMIN, "GET", "streams"),
  GET_STREAM("getStream", Plane.ADMIN, "GET", "streams/*"),
  UPDATE_STREAM("updateStream", Plane.ADMIN, "PUT", "streams/*"),
  DELETE_STREAM("deleteStream", Plane.ADMIN, "DELETE", "streams/*"),
  CREATE_STREAM_POOL("createStreamPool", Plane.ADMIN, "POST", "streampools"),
  LIST_STREAM_POOLS("listStreamPools", Plane.ADMIN, "GET", "streampools"),
  GET_STREAM_POOL("getStreamPool", Plane.ADMIN, "GET", "streampools/*"),
  UPDATE_STREAM_POOL("updateStreamPool", Plane.ADMIN, "PUT", "streampools/*"),
  DELETE_STREAM_POOL("deleteStreamPool", Plane.ADMIN, "DELETE", "streampools/*"),
  UNKNOWN("unknown", Plane.NONE, "", "");

  private final String operationName;
  private final Plane plane;
  private final String method;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> path;

  Operation(String operationName, Plane plane, String method, String path) {
    this.operationName = operationName;
    this.plane = plane;
    this.method = method;
    this.path = List.of(path.split("/", -1));
  }

  /** As the service's API reference calls it. */
  public String operationName() {
    return operationName;
  }

  public Plane plane() {
    return plane;
  }

  boolean hasPath(List<String> segments) {
    if (segments.size() != path.size()) {
      return false;
    }
    for (int index = 0; index < path.size(); index++) {
      if (!path.get(index).equals("*") && !path.get(index).equals(segments.get(index))) {
        return false;
      }
    }
    return true;
  }

  boolean hasMethod(String requestMethod) {
    return method.equals(requestMethod);
  }

  boolean isParameter(int index) {
    return path.get(index).equals("*");
  }
}
