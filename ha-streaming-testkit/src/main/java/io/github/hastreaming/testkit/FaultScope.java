package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.Plane;

/** Which calls a {@link Fault} hits. */
public enum FaultScope {
  /** {@code putMessages}. */
  WRITES,
  /** Every other call of the data plane: cursors, {@code getMessages}, commits, groups. */
  READS,
  /** Calls that create, list, change or delete streams and stream pools. */
  ADMIN,
  /** Every request, also one that is no operation of the service. */
  ALL;

  boolean covers(Plane plane) {
    return switch (this) {
      case WRITES -> plane == Plane.WRITE;
      case READS -> plane == Plane.READ;
      case ADMIN -> plane == Plane.ADMIN;
      case ALL -> true;
    };
  }
}
