package io.github.hastreaming.failover;

import io.github.hastreaming.target.StreamTarget;
import java.util.Objects;

/** One region in a {@link HaStreamStatus}. Immutable. */
public final class RegionStatus {

  private final StreamTarget target;
  private final String writeBreaker;
  private final String readBreaker;
  private final String lastFailure;
  private final CallCounts writes;
  private final CallCounts reads;

  /**
   * Made by the client.
   *
   * @param target the region's stream
   * @param writeBreaker the state of the breaker for writes
   * @param readBreaker the state of the breaker for reads
   * @param lastFailure the last failure, or the empty string
   * @param writes what became of its writes
   * @param reads what became of its reads
   */
  public RegionStatus(
      StreamTarget target,
      String writeBreaker,
      String readBreaker,
      String lastFailure,
      CallCounts writes,
      CallCounts reads) {
    this.target = Objects.requireNonNull(target, "target");
    this.writeBreaker = Objects.requireNonNull(writeBreaker, "writeBreaker");
    this.readBreaker = Objects.requireNonNull(readBreaker, "readBreaker");
    this.lastFailure = Objects.requireNonNull(lastFailure, "lastFailure");
    this.writes = Objects.requireNonNull(writes, "writes");
    this.reads = Objects.requireNonNull(reads, "reads");
  }

  /**
   * The region's stream.
   *
   * @return the target
   */
  public StreamTarget target() {
    return target;
  }

  /**
   * The state of the breaker for writes, as Resilience4j names it.
   *
   * @return {@code CLOSED}, {@code OPEN} or a state that was forced through the registry
   */
  public String writeBreaker() {
    return writeBreaker;
  }

  /**
   * The state of the breaker for reads, as Resilience4j names it.
   *
   * @return {@code CLOSED}, {@code OPEN} or a state that was forced through the registry
   */
  public String readBreaker() {
    return readBreaker;
  }

  /**
   * The last failure of a call in the region, with its time.
   *
   * @return a few words, or the empty string if none failed yet
   */
  public String lastFailure() {
    return lastFailure;
  }

  /**
   * What became of the puts.
   *
   * @return counts since the client was built
   */
  public CallCounts writes() {
    return writes;
  }

  /**
   * What became of all other calls. Commits, heartbeats and sweeps, which go to several regions,
   * are not counted.
   *
   * @return counts since the client was built
   */
  public CallCounts reads() {
    return reads;
  }

  @Override
  public String toString() {
    return target.region()
        + "[write="
        + writeBreaker
        + ", read="
        + readBreaker
        + (lastFailure.isEmpty() ? "" : ", last failure: " + lastFailure)
        + "]";
  }
}
