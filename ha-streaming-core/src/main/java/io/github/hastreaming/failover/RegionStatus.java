package io.github.hastreaming.failover;

import io.github.hastreaming.target.StreamTarget;
import java.util.Objects;

/** One region in a {@link HaStreamStatus}. Immutable. */
public final class RegionStatus {

  private final StreamTarget target;
  private final String writeBreaker;
  private final String readBreaker;
  private final String lastFailure;

  /**
   * Made by the client.
   *
   * @param target the region's stream
   * @param writeBreaker the state of the breaker for writes
   * @param readBreaker the state of the breaker for reads
   * @param lastFailure the last failure, or the empty string
   */
  public RegionStatus(
      StreamTarget target, String writeBreaker, String readBreaker, String lastFailure) {
    this.target = Objects.requireNonNull(target, "target");
    this.writeBreaker = Objects.requireNonNull(writeBreaker, "writeBreaker");
    this.readBreaker = Objects.requireNonNull(readBreaker, "readBreaker");
    this.lastFailure = Objects.requireNonNull(lastFailure, "lastFailure");
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
