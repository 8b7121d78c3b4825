package io.github.hastreaming.call;

/** The operations of {@code com.oracle.bmc.streaming.Stream}. */
public enum StreamOperation {
  /** {@code putMessages}. */
  PUT_MESSAGES("putMessages", CallKind.WRITE),
  /** {@code getMessages}. */
  GET_MESSAGES("getMessages", CallKind.READ),
  /** {@code createCursor}. */
  CREATE_CURSOR("createCursor", CallKind.READ),
  /** {@code createGroupCursor}. */
  CREATE_GROUP_CURSOR("createGroupCursor", CallKind.READ),
  /** {@code consumerCommit}. */
  CONSUMER_COMMIT("consumerCommit", CallKind.READ),
  /** {@code consumerHeartbeat}. */
  CONSUMER_HEARTBEAT("consumerHeartbeat", CallKind.READ),
  /** {@code getGroup}. */
  GET_GROUP("getGroup", CallKind.READ),
  /** {@code updateGroup}. */
  UPDATE_GROUP("updateGroup", CallKind.READ);

  private final String methodName;
  private final CallKind kind;

  StreamOperation(String methodName, CallKind kind) {
    this.methodName = methodName;
    this.kind = kind;
  }

  /**
   * The method of {@code Stream}.
   *
   * @return such as {@code putMessages}
   */
  public String methodName() {
    return methodName;
  }

  /**
   * Which breaker counts the operation.
   *
   * @return the kind
   */
  public CallKind kind() {
    return kind;
  }
}
