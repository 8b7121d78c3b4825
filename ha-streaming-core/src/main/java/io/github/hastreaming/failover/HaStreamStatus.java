package io.github.hastreaming.failover;

import io.github.hastreaming.internal.event.OneLine;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
  private final boolean byHand;
  private final Optional<Pin> pin;
  private final String failback;
  private final Duration holdDown;
  private final Map<SwitchReason, Long> switches;
  private final long partialFailures;
  private final long unknownOutcomesReplayed;
  private final long sweepsWithMessages;

  HaStreamStatus(HaStreamStatusBuilder builder) {
    this.active = Objects.requireNonNull(builder.active, "active");
    this.primaryActive = builder.primaryActive;
    this.epoch = builder.epoch;
    this.since = builder.since;
    this.reason = builder.reason;
    this.regions = List.copyOf(builder.regions);
    this.secondary = builder.secondary;
    this.resolverAnswer = builder.resolverAnswer;
    this.stateStoreFailure = builder.stateStoreFailure;
    this.provisional = builder.provisional;
    this.byHand = builder.byHand;
    this.pin = builder.pin;
    this.failback = builder.failback;
    this.holdDown = builder.holdDown;
    this.switches = Map.copyOf(builder.switches);
    this.partialFailures = builder.partialFailures;
    this.unknownOutcomesReplayed = builder.unknownOutcomesReplayed;
    this.sweepsWithMessages = builder.sweepsWithMessages;
  }

  /**
   * Starts a status; for the client, and for tests of what reads one.
   *
   * @param active the active stream
   * @return a builder
   */
  public static HaStreamStatusBuilder builder(StreamTarget active) {
    return new HaStreamStatusBuilder(active);
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
   * The number of the last change of state; each change has the next one, except that changes made
   * while the state store cannot be used have no number of their own. It only grows, unless the
   * store is restored or made anew, or another process's change undoes ones it has not taken yet.
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

  /**
   * Whether the active stream was chosen by hand: the client stays until {@link
   * FailoverControl#failBack}.
   *
   * @return true if so
   */
  public boolean isByHand() {
    return byHand;
  }

  /**
   * The stream that the client is pinned to, and until when.
   *
   * @return the pin, or empty if there is none
   */
  public Optional<Pin> pin() {
    return pin;
  }

  /**
   * What the way back to the primary waits for: the rest of the hold-down, probes, trial calls, or
   * somebody's decision.
   *
   * @return a few words for people, or the empty string while the primary is active
   */
  public String failback() {
    return failback;
  }

  /**
   * How long the primary is left alone after a failover or a failed trial. More than the policy's
   * means that coming back did not last.
   *
   * @return zero if there was no failover yet
   */
  public Duration holdDown() {
    return holdDown;
  }

  /**
   * How often this process switched, by reason, since the client was built.
   *
   * @return an immutable map; reasons that did not occur are not in it
   */
  public Map<SwitchReason, Long> switches() {
    return switches;
  }

  /**
   * Puts that were answered with failures of some of their entries.
   *
   * @return the count since the client was built
   */
  public long partialFailures() {
    return partialFailures;
  }

  /**
   * Puts sent again though the outcome of an attempt was unknown: each may have stored its messages
   * twice.
   *
   * @return the count since the client was built
   */
  public long unknownOutcomesReplayed() {
    return unknownOutcomesReplayed;
  }

  /**
   * Reads that found messages in a stream besides the one that is read.
   *
   * @return the count since the client was built
   */
  public long sweepsWithMessages() {
    return sweepsWithMessages;
  }

  /** One line for a log. */
  @Override
  public String toString() {
    String text =
        "HaStreamStatus[active="
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
            + (byHand ? ", by hand" : "")
            + pin.map(p -> ", pinned until " + p.until()).orElse("")
            + (failback.isEmpty() ? "" : ", failback: " + failback)
            + ", switches="
            + switches
            + ", partialFailures="
            + partialFailures
            + ", unknownOutcomesReplayed="
            + unknownOutcomesReplayed
            + ", sweepsWithMessages="
            + sweepsWithMessages
            + "]";
    return OneLine.of(text);
  }
}
