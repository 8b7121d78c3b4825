package io.github.hastreaming.failover;

import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Builds a {@link HaStreamStatus}. Each method sets what the getter of its name returns. Not
 * thread-safe.
 */
public final class HaStreamStatusBuilder {

  final StreamTarget active;
  boolean primaryActive = true;
  long epoch;
  Instant since = Instant.EPOCH;
  String reason = "";
  List<RegionStatus> regions = List.of();
  Optional<StreamTarget> secondary = Optional.empty();
  String resolverAnswer = "";
  Optional<String> stateStoreFailure = Optional.empty();
  boolean provisional;
  boolean byHand;
  Optional<Pin> pin = Optional.empty();
  String failback = "";
  Duration holdDown = Duration.ZERO;
  Map<SwitchReason, Long> switches = Map.of();
  long partialFailures;
  long unknownOutcomesReplayed;
  long sweepsWithMessages;

  HaStreamStatusBuilder(StreamTarget active) {
    this.active = Objects.requireNonNull(active, "active");
  }

  /**
   * Sets primaryActive.
   *
   * @param value whether that is the primary
   * @return this builder
   */
  public HaStreamStatusBuilder primaryActive(boolean value) {
    this.primaryActive = value;
    return this;
  }

  /**
   * Sets epoch.
   *
   * @param value the number of the last change
   * @return this builder
   */
  public HaStreamStatusBuilder epoch(long value) {
    this.epoch = value;
    return this;
  }

  /**
   * Sets since.
   *
   * @param value when the active stream last changed
   * @return this builder
   */
  public HaStreamStatusBuilder since(Instant value) {
    this.since = Objects.requireNonNull(value, "since");
    return this;
  }

  /**
   * Sets reason.
   *
   * @param value why
   * @return this builder
   */
  public HaStreamStatusBuilder reason(String value) {
    this.reason = Objects.requireNonNull(value, "reason");
    return this;
  }

  /**
   * Sets regions.
   *
   * @param value the known regions
   * @return this builder
   */
  public HaStreamStatusBuilder regions(List<RegionStatus> value) {
    this.regions = Objects.requireNonNull(value, "regions");
    return this;
  }

  /**
   * Sets secondary.
   *
   * @param value the secondary, if known
   * @return this builder
   */
  public HaStreamStatusBuilder secondary(Optional<StreamTarget> value) {
    this.secondary = Objects.requireNonNull(value, "secondary");
    return this;
  }

  /**
   * Sets resolverAnswer.
   *
   * @param value why it is not known
   * @return this builder
   */
  public HaStreamStatusBuilder resolverAnswer(String value) {
    this.resolverAnswer = Objects.requireNonNull(value, "resolverAnswer");
    return this;
  }

  /**
   * Sets stateStoreFailure.
   *
   * @param value why the store cannot be used
   * @return this builder
   */
  public HaStreamStatusBuilder stateStoreFailure(Optional<String> value) {
    this.stateStoreFailure = Objects.requireNonNull(value, "stateStoreFailure");
    return this;
  }

  /**
   * Sets provisional.
   *
   * @param value whether the state has yet to reach the store
   * @return this builder
   */
  public HaStreamStatusBuilder provisional(boolean value) {
    this.provisional = value;
    return this;
  }

  /**
   * Sets byHand.
   *
   * @param value whether the active stream was chosen by hand
   * @return this builder
   */
  public HaStreamStatusBuilder byHand(boolean value) {
    this.byHand = value;
    return this;
  }

  /**
   * Sets pin.
   *
   * @param value the pin, if there is one
   * @return this builder
   */
  public HaStreamStatusBuilder pin(Optional<Pin> value) {
    this.pin = Objects.requireNonNull(value, "pin");
    return this;
  }

  /**
   * Sets failback.
   *
   * @param value what the way back waits for
   * @return this builder
   */
  public HaStreamStatusBuilder failback(String value) {
    this.failback = Objects.requireNonNull(value, "failback");
    return this;
  }

  /**
   * Sets holdDown.
   *
   * @param value the hold-down in force
   * @return this builder
   */
  public HaStreamStatusBuilder holdDown(Duration value) {
    this.holdDown = Objects.requireNonNull(value, "holdDown");
    return this;
  }

  /**
   * Sets switches.
   *
   * @param value the switches by reason
   * @return this builder
   */
  public HaStreamStatusBuilder switches(Map<SwitchReason, Long> value) {
    this.switches = Objects.requireNonNull(value, "switches");
    return this;
  }

  /**
   * Sets partialFailures.
   *
   * @param value the count
   * @return this builder
   */
  public HaStreamStatusBuilder partialFailures(long value) {
    this.partialFailures = value;
    return this;
  }

  /**
   * Sets unknownOutcomesReplayed.
   *
   * @param value the count
   * @return this builder
   */
  public HaStreamStatusBuilder unknownOutcomesReplayed(long value) {
    this.unknownOutcomesReplayed = value;
    return this;
  }

  /**
   * Sets sweepsWithMessages.
   *
   * @param value the count
   * @return this builder
   */
  public HaStreamStatusBuilder sweepsWithMessages(long value) {
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
