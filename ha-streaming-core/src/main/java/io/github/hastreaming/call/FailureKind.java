package io.github.hastreaming.call;

/** What the outcome of one attempt means for the call, for its region and for the breaker. */
public enum FailureKind {
  /** Not a failure. */
  NONE,
  /** The region failed: counts in the breaker, is retried, then handed over. */
  OUTAGE,
  /** The region asks for a slower pace: retried there with backoff, does not count. */
  THROTTLED,
  /**
   * The region refuses what it served before (a deleted stream, a regional outage of the identity
   * service): handed over at once, does not count. From a region that never served this process it
   * is thrown to the caller, since then it shows a misconfiguration.
   */
  REFUSED,
  /** The caller's own mistake: thrown to the caller untouched, does not count. */
  REJECTED,
  /** The calling thread was interrupted: thrown to the caller, does not count. */
  INTERRUPTED
}
