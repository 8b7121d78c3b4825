package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.internal.region.Region;

/**
 * Why the pair should leave a region.
 *
 * @param failed the region
 * @param kind the kind of calls that fail there
 * @param reason for people
 * @param isHang whether it is left because it does not answer; an answer then withdraws this
 * @param at when it was made, monotonic
 */
record FailoverRequest(Region failed, CallKind kind, String reason, boolean isHang, long at) {

  /** The region answered after all. */
  boolean isWithdrawn() {
    return isHang && !failed.guard(kind).isOpen();
  }

  /** Whether no call of the kind was served there since. */
  boolean stands() {
    return failed.guard(kind).isOpen() || failed.guard(kind).lastServed() - at < 0;
  }

  /** Whether a target served calls of the kind since the failed region last did. */
  boolean isServedBy(Region target) {
    return target.guard(kind).hasServed()
        && target.guard(kind).lastServed() - failed.guard(kind).lastServed() > 0;
  }
}
