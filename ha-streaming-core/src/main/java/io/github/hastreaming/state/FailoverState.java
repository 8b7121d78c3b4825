package io.github.hastreaming.state;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which of a pair's streams is active, and why. Each change has a higher {@link #epoch()}.
 *
 * <p>Immutable and compared by value.
 */
public final class FailoverState {

  private final String primaryOcid;
  private final long epoch;
  private final String lineage;
  private final List<StreamTarget> targets;
  private final Map<String, Instant> replacedAt;
  private final Optional<StreamDescription> primaryDescription;
  private final Decision decision;
  private final Map<String, String> otherFields;

  private FailoverState(Builder builder) {
    this.primaryOcid = builder.primaryOcid;
    this.epoch = builder.epoch;
    this.lineage = builder.lineage;
    this.targets = List.copyOf(builder.targets);
    this.replacedAt = Map.copyOf(builder.replacedAt);
    this.primaryDescription = builder.primaryDescription;
    this.decision = builder.decision();
    this.otherFields = Map.copyOf(builder.otherFields);
  }

  /**
   * The state of a pair nothing has happened to: the primary is active, epoch 0, a new lineage.
   *
   * @param primary the pair's primary stream
   * @param since when the state was made
   */
  public static FailoverState initial(StreamTarget primary, Instant since) {
    return builder(primary.streamOcid(), 0, UUID.randomUUID().toString())
        .activeOcid(primary.streamOcid())
        .targets(List.of(primary))
        .since(since)
        .build();
  }

  /**
   * Starts a state.
   *
   * @param primaryOcid the OCID of the pair's primary stream, which is active unless said otherwise
   * @param epoch the number of the change, at least 0
   * @param lineage the identity of this sequence of epochs; a store that was created anew or
   *     restored has another one
   */
  public static Builder builder(String primaryOcid, long epoch, String lineage) {
    return new Builder(primaryOcid, epoch, lineage);
  }

  /** A builder that begins with this state. */
  public Builder toBuilder() {
    return new Builder(primaryOcid, epoch, lineage)
        .decision(decision)
        .targets(targets)
        .replacedAt(replacedAt)
        .primaryDescription(primaryDescription)
        .otherFields(otherFields);
  }

  /**
   * Whether this state may replace the stored one, as {@link FailoverStateStore#compareAndSet}
   * demands. For implementations of stores.
   *
   * @param stored what is stored now
   * @param expected what the writer saw
   * @return true if nothing is stored and nothing was seen, or both have the same epoch and lineage
   * @throws IllegalArgumentException if this state's epoch is not above the one seen
   */
  public boolean mayReplace(Optional<FailoverState> stored, Optional<FailoverState> expected) {
    expected.ifPresent(
        seen -> {
          if (epoch <= seen.epoch) {
            throw new IllegalArgumentException(
                "epoch must be above " + seen.epoch + ", was " + epoch);
          }
        });
    if (stored.isEmpty() || expected.isEmpty()) {
      return stored.isEmpty() && expected.isEmpty();
    }
    return stored.get().isVersion(expected.get());
  }

  /**
   * Whether both are the same version: the same epoch of the same lineage.
   *
   * @param other another state of the same pair
   */
  public boolean isVersion(FailoverState other) {
    return epoch == other.epoch && lineage.equals(other.lineage);
  }

  /** The OCID of the pair's primary stream. */
  public String primaryOcid() {
    return primaryOcid;
  }

  /**
   * The number of the change that made this state.
   *
   * @return at least 0
   */
  public long epoch() {
    return epoch;
  }

  /** The identity of the sequence of epochs. */
  public String lineage() {
    return lineage;
  }

  /** What was decided: the part of the state that is not mere knowledge. */
  public Decision decision() {
    return decision;
  }

  /**
   * The OCID of the active stream.
   *
   * @return the OCID, of one of {@link #targets()}
   */
  public String activeOcid() {
    return decision.activeOcid();
  }

  /** Whether the primary is active. */
  public boolean isPrimaryActive() {
    return decision.activeOcid().equals(primaryOcid);
  }

  /** The known streams: the secondary in use before those it replaced. */
  public List<StreamTarget> targets() {
    return targets;
  }

  /**
   * A known stream.
   *
   * @return the stream, or empty if it is not among {@link #targets()}
   */
  public Optional<StreamTarget> target(String streamOcid) {
    return targets.stream().filter(target -> target.streamOcid().equals(streamOcid)).findFirst();
  }

  /**
   * The current secondary: the first known stream that is not the primary.
   *
   * @return the stream, or empty if none is known
   */
  public Optional<StreamTarget> secondary() {
    return targets.stream().filter(target -> !target.streamOcid().equals(primaryOcid)).findFirst();
  }

  /**
   * When secondaries were replaced by others, by stream OCID. They are known until what they hold
   * has passed its retention.
   */
  public Map<String, Instant> replacedAt() {
    return replacedAt;
  }

  /**
   * What the primary stream was created with, once that was learned; a secondary is made like it.
   *
   * @return the description, or empty if the primary was never asked or never answered
   */
  public Optional<StreamDescription> primaryDescription() {
    return primaryDescription;
  }

  /**
   * The kinds of calls that failed in the primary, and that no process has proved to work again.
   *
   * @return an immutable set; empty while the primary is active
   */
  public Set<CallKind> failedKinds() {
    return decision.failedKinds();
  }

  /** When the active stream last changed, by the clock of the process that changed it. */
  public Instant since() {
    return decision.since();
  }

  /**
   * Why the active stream last changed.
   *
   * @return a sentence for people; may be empty
   */
  public String reason() {
    return decision.reason();
  }

  /**
   * Who made the last change.
   *
   * @return host and process; may be empty
   */
  public String changedBy() {
    return decision.changedBy();
  }

  /**
   * How long the primary is left alone after a failover, or after a trial that failed. It grows
   * when coming back did not last.
   *
   * @return zero if there was no failover yet
   */
  public Duration holdDown() {
    return decision.holdDown();
  }

  /**
   * When the hold-down began: at the last switch, or at the last trial that failed.
   *
   * @return an instant, by the clock of the process that changed it
   */
  public Instant holdDownSince() {
    return decision.holdDownSince();
  }

  /** Whether the active stream was chosen by hand: then it stays until it is changed by hand. */
  public boolean isByHand() {
    return decision.isByHand();
  }

  /**
   * The stream that the pair is pinned to.
   *
   * @return the pin, or empty if there is none
   */
  public Optional<Pin> pin() {
    return decision.pin();
  }

  /** Fields that this version of the library does not know. Stores keep them. */
  public Map<String, String> otherFields() {
    return otherFields;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FailoverState that
        && epoch == that.epoch
        && primaryOcid.equals(that.primaryOcid)
        && lineage.equals(that.lineage)
        && targets.equals(that.targets)
        && replacedAt.equals(that.replacedAt)
        && primaryDescription.equals(that.primaryDescription)
        && decision.equals(that.decision)
        && otherFields.equals(that.otherFields);
  }

  @Override
  public int hashCode() {
    return Objects.hash(primaryOcid, epoch, lineage, decision.activeOcid());
  }

  @Override
  public String toString() {
    return "FailoverState[epoch="
        + epoch
        + ", active="
        + target(activeOcid()).map(StreamTarget::region).orElse(activeOcid())
        + ", since="
        + since()
        + ", reason="
        + reason()
        + (isByHand() ? ", by hand" : "")
        + pin().map(p -> ", " + p).orElse("")
        + "]";
  }

  /** Builds a {@link FailoverState}. Not thread-safe. */
  public static final class Builder {

    private final String primaryOcid;
    private long epoch;
    private final String lineage;
    private String activeOcid;
    private List<StreamTarget> targets = List.of();
    private Map<String, Instant> replacedAt = Map.of();
    private Optional<StreamDescription> primaryDescription = Optional.empty();
    private Set<CallKind> failedKinds;
    private Instant since;
    private String reason;
    private String changedBy;
    private Duration holdDown;
    private Instant holdDownSince;
    private boolean byHand;
    private Optional<Pin> pin;
    private Map<String, String> otherFields = new TreeMap<>();

    private Builder(String primaryOcid, long epoch, String lineage) {
      this.primaryOcid = Objects.requireNonNull(primaryOcid, "primaryOcid");
      this.lineage = Objects.requireNonNull(lineage, "lineage");
      decision(Decision.none(primaryOcid));
      epoch(epoch);
    }

    /**
     * Sets {@link FailoverState#epoch()}.
     *
     * @param newEpoch at least 0
     * @throws IllegalArgumentException if it is negative
     */
    public Builder epoch(long newEpoch) {
      if (newEpoch < 0) {
        throw new IllegalArgumentException("epoch must be at least 0, was " + newEpoch);
      }
      this.epoch = newEpoch;
      return this;
    }

    /** Sets everything that one decision sets. */
    public Builder decision(Decision decided) {
      this.activeOcid = decided.activeOcid();
      this.failedKinds = decided.failedKinds();
      this.since = decided.since();
      this.reason = decided.reason();
      this.changedBy = decided.changedBy();
      this.holdDown = decided.holdDown();
      this.holdDownSince = decided.holdDownSince();
      this.byHand = decided.isByHand();
      this.pin = decided.pin();
      return this;
    }

    private Decision decision() {
      return new Decision(
          activeOcid, failedKinds, since, reason, changedBy, holdDown, holdDownSince, byHand, pin);
    }

    /** Sets {@link FailoverState#activeOcid()}. */
    public Builder activeOcid(String ocid) {
      this.activeOcid = Objects.requireNonNull(ocid, "activeOcid");
      return this;
    }

    /** Sets {@link FailoverState#targets()}. */
    public Builder targets(List<StreamTarget> known) {
      this.targets = List.copyOf(known);
      return this;
    }

    /** Sets {@link FailoverState#replacedAt()}. */
    public Builder replacedAt(Map<String, Instant> times) {
      this.replacedAt = Map.copyOf(times);
      return this;
    }

    /** Sets {@link FailoverState#primaryDescription()}. */
    public Builder primaryDescription(Optional<StreamDescription> description) {
      this.primaryDescription = Objects.requireNonNull(description, "primaryDescription");
      return this;
    }

    /** Sets {@link FailoverState#failedKinds()}. */
    public Builder failedKinds(Set<CallKind> kinds) {
      this.failedKinds = Set.copyOf(kinds);
      return this;
    }

    /** Sets {@link FailoverState#since()}. */
    public Builder since(Instant instant) {
      this.since = Objects.requireNonNull(instant, "since");
      return this;
    }

    /**
     * Sets {@link FailoverState#reason()}.
     *
     * @param text why; made one line
     */
    public Builder reason(String text) {
      this.reason = OneLine.of(Objects.requireNonNull(text, "reason"));
      return this;
    }

    /**
     * Sets {@link FailoverState#changedBy()}.
     *
     * @param text who; made one line
     */
    public Builder changedBy(String text) {
      this.changedBy = OneLine.of(Objects.requireNonNull(text, "changedBy"));
      return this;
    }

    /**
     * Sets {@link FailoverState#holdDown()}.
     *
     * @param duration zero or more
     * @throws IllegalArgumentException if it is negative
     */
    public Builder holdDown(Duration duration) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("holdDown must be at least zero, was " + duration);
      }
      this.holdDown = duration;
      return this;
    }

    /** Sets {@link FailoverState#holdDownSince()}. */
    public Builder holdDownSince(Instant instant) {
      this.holdDownSince = Objects.requireNonNull(instant, "holdDownSince");
      return this;
    }

    /** Sets {@link FailoverState#isByHand()}. */
    public Builder byHand(boolean chosenByHand) {
      this.byHand = chosenByHand;
      return this;
    }

    /** Sets {@link FailoverState#pin()}. */
    public Builder pin(Optional<Pin> newPin) {
      this.pin = Objects.requireNonNull(newPin, "pin");
      return this;
    }

    /**
     * Sets {@link FailoverState#otherFields()}.
     *
     * @param fields fields of a later version
     */
    public Builder otherFields(Map<String, String> fields) {
      this.otherFields = Map.copyOf(fields);
      return this;
    }

    /**
     * Builds the state.
     *
     * @return an immutable state
     * @throws IllegalArgumentException if the active stream is not among the known ones
     */
    public FailoverState build() {
      if (targets.stream().noneMatch(target -> target.streamOcid().equals(activeOcid))) {
        throw new IllegalArgumentException("activeOcid " + activeOcid + " is not a known target");
      }
      return new FailoverState(this);
    }
  }
}
