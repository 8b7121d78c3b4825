package io.github.hastreaming.failover;

import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a client is doing, at one moment; for health checks and for people. Immutable. */
public final class HaStreamStatus {

  private final StreamTarget active;
  private final boolean primaryActive;
  private final long epoch;
  private final Instant since;
  private final String reason;
  private final List<RegionStatus> regions;
  private final Optional<StreamTarget> secondary;
  private final String resolverAnswer;
  private final Optional<String> stateStoreFailure;
  private final boolean provisional;

  /**
   * Made by the client.
   *
   * @param active the active stream
   * @param primaryActive whether that is the primary
   * @param epoch the number of the last change of state
   * @param since when the active stream last changed
   * @param reason why
   * @param regions each known region
   * @param secondary the secondary, if it is known
   * @param resolverAnswer why it is not known
   * @param stateStoreFailure why the state store cannot be used, if it cannot
   * @param provisional whether the state has yet to reach the store
   */
  public HaStreamStatus(
      StreamTarget active,
      boolean primaryActive,
      long epoch,
      Instant since,
      String reason,
      List<RegionStatus> regions,
      Optional<StreamTarget> secondary,
      String resolverAnswer,
      Optional<String> stateStoreFailure,
      boolean provisional) {
    this.active = Objects.requireNonNull(active, "active");
    this.primaryActive = primaryActive;
    this.epoch = epoch;
    this.since = Objects.requireNonNull(since, "since");
    this.reason = Objects.requireNonNull(reason, "reason");
    this.regions = List.copyOf(regions);
    this.secondary = Objects.requireNonNull(secondary, "secondary");
    this.resolverAnswer = Objects.requireNonNull(resolverAnswer, "resolverAnswer");
    this.stateStoreFailure = Objects.requireNonNull(stateStoreFailure, "stateStoreFailure");
    this.provisional = provisional;
  }

  /**
   * The stream that calls prefer.
   *
   * @return the active target
   */
  public StreamTarget active() {
    return active;
  }

  /**
   * Whether the active stream is the primary.
   *
   * @return false during a failover
   */
  public boolean isPrimaryActive() {
    return primaryActive;
  }

  /**
   * The number of the last change of state. It only grows, unless the state store is restored or
   * made anew.
   *
   * @return at least 0
   */
  public long epoch() {
    return epoch;
  }

  /**
   * When the active stream last changed.
   *
   * @return an instant
   */
  public Instant since() {
    return since;
  }

  /**
   * Why the active stream last changed.
   *
   * @return a sentence, or the empty string if it never did
   */
  public String reason() {
    return reason;
  }

  /**
   * The known regions: the primary, the secondary, and secondaries that were replaced.
   *
   * @return an immutable list
   */
  public List<RegionStatus> regions() {
    return regions;
  }

  /**
   * The secondary, if it is known.
   *
   * @return the target; empty means that a failover is not possible now
   */
  public Optional<StreamTarget> secondary() {
    return secondary;
  }

  /**
   * Why no secondary is known.
   *
   * @return what the resolver answered, or the empty string
   */
  public String resolverAnswer() {
    return resolverAnswer;
  }

  /**
   * Whether the state store can be used.
   *
   * @return false if it fails, hangs or holds a state that is refused
   */
  public boolean isStateStoreOk() {
    return stateStoreFailure.isEmpty();
  }

  /**
   * Why the state store cannot be used.
   *
   * @return what it did, or empty if it is fine
   */
  public Optional<String> stateStoreFailure() {
    return stateStoreFailure;
  }

  /**
   * Whether this process decided something while the state store could not be used. It is in force
   * here only, until the store is back and has taken it.
   *
   * @return true if so
   */
  public boolean isProvisional() {
    return provisional;
  }

  /** One line for a log. */
  @Override
  public String toString() {
    return "HaStreamStatus[active="
        + active.region()
        + (primaryActive ? " (primary)" : " (secondary)")
        + ", epoch="
        + epoch
        + ", since="
        + since
        + (reason.isEmpty() ? "" : ", reason=" + reason)
        + ", regions="
        + regions
        + (secondary.isEmpty() ? ", no secondary: " + resolverAnswer : "")
        + stateStoreFailure.map(reason -> ", state store: " + reason).orElse("")
        + (provisional ? ", provisional" : "")
        + "]";
  }
}
