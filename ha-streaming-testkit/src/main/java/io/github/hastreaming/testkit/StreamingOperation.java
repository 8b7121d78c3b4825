package io.github.hastreaming.testkit;

import java.util.Optional;
import java.util.stream.Stream;

/** The service's operations that a region emulates. */
public enum StreamingOperation {
  PUT_MESSAGES("putMessages"),
  GET_MESSAGES("getMessages"),
  CREATE_CURSOR("createCursor"),
  CREATE_GROUP_CURSOR("createGroupCursor"),
  CONSUMER_COMMIT("consumerCommit"),
  CONSUMER_HEARTBEAT("consumerHeartbeat"),
  GET_GROUP("getGroup"),
  UPDATE_GROUP("updateGroup"),
  CREATE_STREAM("createStream"),
  LIST_STREAMS("listStreams"),
  GET_STREAM("getStream"),
  UPDATE_STREAM("updateStream"),
  DELETE_STREAM("deleteStream"),
  CREATE_STREAM_POOL("createStreamPool"),
  LIST_STREAM_POOLS("listStreamPools"),
  GET_STREAM_POOL("getStreamPool"),
  UPDATE_STREAM_POOL("updateStreamPool"),
  DELETE_STREAM_POOL("deleteStreamPool");

  private final String operationName;

  StreamingOperation(String operationName) {
    this.operationName = operationName;
  }

  /** As the service's API reference calls it, such as {@code putMessages}. */
  public String operationName() {
    return operationName;
  }

  static Optional<StreamingOperation> named(String operationName) {
    return Stream.of(values())
        .filter(operation -> operation.operationName.equals(operationName))
        .findFirst();
  }
}
