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

  private HaStreamStatus(Builder builder) {
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
  public static Builder builder(StreamTarget active) {
    return new Builder(active);
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

  /** Builds a {@link HaStreamStatus}. Each method sets what the getter of its name returns. */
  public static final class Builder {

    private final StreamTarget active;
    private boolean primaryActive = true;
    private long epoch;
    private Instant since = Instant.EPOCH;
    private String reason = "";
    private List<RegionStatus> regions = List.of();
    private Optional<StreamTarget> secondary = Optional.empty();
    private String resolverAnswer = "";
    private Optional<String> stateStoreFailure = Optional.empty();
    private boolean provisional;
    private boolean byHand;
    private Optional<Pin> pin = Optional.empty();
    private String failback = "";
    private Duration holdDown = Duration.ZERO;
    private Map<SwitchReason, Long> switches = Map.of();
    private long partialFailures;
    private long unknownOutcomesReplayed;
    private long sweepsWithMessages;

    private Builder(StreamTarget active) {
      this.active = Objects.requireNonNull(active, "active");
    }

    /**
     * Sets primaryActive.
     *
     * @param value whether that is the primary
     * @return this builder
     */
    public Builder primaryActive(boolean value) {
      this.primaryActive = value;
      return this;
    }

    /**
     * Sets epoch.
     *
     * @param value the number of the last change
     * @return this builder
     */
    public Builder epoch(long value) {
      this.epoch = value;
      return this;
    }

    /**
     * Sets since.
     *
     * @param value when the active stream last changed
     * @return this builder
     */
    public Builder since(Instant value) {
      this.since = Objects.requireNonNull(value, "since");
      return this;
    }

    /**
     * Sets reason.
     *
     * @param value why
     * @return this builder
     */
    public Builder reason(String value) {
      this.reason = Objects.requireNonNull(value, "reason");
      return this;
    }

    /**
     * Sets regions.
     *
     * @param value the known regions
     * @return this builder
     */
    public Builder regions(List<RegionStatus> value) {
      this.regions = Objects.requireNonNull(value, "regions");
      return this;
    }

    /**
     * Sets secondary.
     *
     * @param value the secondary, if known
     * @return this builder
     */
    public Builder secondary(Optional<StreamTarget> value) {
      this.secondary = Objects.requireNonNull(value, "secondary");
      return this;
    }

    /**
     * Sets resolverAnswer.
     *
     * @param value why it is not known
     * @return this builder
     */
    public Builder resolverAnswer(String value) {
      this.resolverAnswer = Objects.requireNonNull(value, "resolverAnswer");
      return this;
    }

    /**
     * Sets stateStoreFailure.
     *
     * @param value why the store cannot be used
     * @return this builder
     */
    public Builder stateStoreFailure(Optional<String> value) {
      this.stateStoreFailure = Objects.requireNonNull(value, "stateStoreFailure");
      return this;
    }

    /**
     * Sets provisional.
     *
     * @param value whether the state has yet to reach the store
     * @return this builder
     */
    public Builder provisional(boolean value) {
      this.provisional = value;
      return this;
    }

    /**
     * Sets byHand.
     *
     * @param value whether the active stream was chosen by hand
     * @return this builder
     */
    public Builder byHand(boolean value) {
      this.byHand = value;
      return this;
    }

    /**
     * Sets pin.
     *
     * @param value the pin, if there is one
     * @return this builder
     */
    public Builder pin(Optional<Pin> value) {
      this.pin = Objects.requireNonNull(value, "pin");
      return this;
    }

    /**
     * Sets failback.
     *
     * @param value what the way back waits for
     * @return this builder
     */
    public Builder failback(String value) {
      this.failback = Objects.requireNonNull(value, "failback");
      return this;
    }

    /**
     * Sets holdDown.
     *
     * @param value the hold-down in force
     * @return this builder
     */
    public Builder holdDown(Duration value) {
      this.holdDown = Objects.requireNonNull(value, "holdDown");
      return this;
    }

    /**
     * Sets switches.
     *
     * @param value the switches by reason
     * @return this builder
     */
    public Builder switches(Map<SwitchReason, Long> value) {
      this.switches = Objects.requireNonNull(value, "switches");
      return this;
    }

    /**
     * Sets partialFailures.
     *
     * @param value the count
     * @return this builder
     */
    public Builder partialFailures(long value) {
      this.partialFailures = value;
      return this;
    }

    /**
     * Sets unknownOutcomesReplayed.
     *
     * @param value the count
     * @return this builder
     */
    public Builder unknownOutcomesReplayed(long value) {
      this.unknownOutcomesReplayed = value;
      return this;
    }

    /**
     * Sets sweepsWithMessages.
     *
     * @param value the count
     * @return this builder
     */
    public Builder sweepsWithMessages(long value) {
      this.sweepsWithMessages = value;
      return this;
    }

    /**
     * Builds the status.
     *
     * @return an immutable status
     */
    public HaStreamStatus build() {
      return new HaStreamStatus(this);
    }
  }
}
