package io.github.hastreaming.failover;

/**
 * What became of the calls of one kind in one region, since the client was built. Immutable.
 *
 * <p>Each call is counted once as served, in the region that served it; attempts that failed are
 * counted where they failed.
 */
public final class CallCounts {

  private final long served;
  private final long failedAttempts;
  private final long retries;
  private final long handedOver;

  /**
   * Made by the client.
   *
   * @param served calls that the region served
   * @param failedAttempts attempts that failed in the region
   * @param retries attempts in the region after a failed one of the same call
   * @param handedOver calls that preferred the region and were served by another
   */
  public CallCounts(long served, long failedAttempts, long retries, long handedOver) {
    this.served = served;
    this.failedAttempts = failedAttempts;
    this.retries = retries;
    this.handedOver = handedOver;
  }

  /**
   * Calls that the region served.
   *
   * @return the count
   */
  public long served() {
    return served;
  }

  /**
   * Attempts that failed in the region, whether or not they count against its breaker.
   *
   * @return the count
   */
  public long failedAttempts() {
    return failedAttempts;
  }

  /**
   * Attempts in the region after another one of the same call.
   *
   * @return the count
   */
  public long retries() {
    return retries;
  }

  /**
   * Calls that preferred the region and were served by another.
   *
   * @return the count
   */
  public long handedOver() {
    return handedOver;
  }

  /** Such as {@code 120 served, 3 failed, 2 retried, 1 handed over}. */
  @Override
  public String toString() {
    return served
        + " served, "
        + failedAttempts
        + " failed, "
        + retries
        + " retried, "
        + handedOver
        + " handed over";
  }
}
