package io.github.hastreaming.failover;

import io.github.hastreaming.internal.settings.Defaults;
import java.time.Duration;
import java.util.Objects;

/**
 * When the client comes back to the primary. After a failover the primary is left alone for the
 * hold-down; then it is probed on the real stream; after a number of successes in a row, calls of
 * the kinds that had failed are tried there, one at a time, each handed over if it fails; when
 * enough of them succeeded in a row, the client switches back. Processes that share a state store
 * need not make all kinds of calls: each proves the kinds it makes, and the last one switches.
 *
 * <p>Immutable: each method returns another policy.
 */
public final class FailbackPolicy {

  private static final double MAX_JITTER = 0.9;

  private final boolean automatic;
  private final Duration holdDown;
  private final Duration maxHoldDown;
  private final Duration probeInterval;
  private final int requiredSuccesses;
  private final int trialCalls;
  private final double jitter;

  private FailbackPolicy(
      boolean automatic,
      Duration holdDown,
      Duration maxHoldDown,
      Duration probeInterval,
      int requiredSuccesses,
      int trialCalls,
      double jitter) {
    this.automatic = automatic;
    this.holdDown = holdDown;
    this.maxHoldDown = maxHoldDown;
    this.probeInterval = probeInterval;
    this.requiredSuccesses = requiredSuccesses;
    this.trialCalls = trialCalls;
    this.jitter = jitter;
  }

  /**
   * Comes back by itself: hold-down of 60 s, at most 30 min; probes every 5 s +-20 %, 3 successes
   * in a row; 5 trial calls of each kind that had failed.
   *
   * @return the default policy
   */
  public static FailbackPolicy automatic() {
    return new FailbackPolicy(
        true,
        Defaults.HOLD_DOWN,
        Defaults.MAX_HOLD_DOWN,
        Defaults.PROBE_INTERVAL,
        Defaults.PROBE_SUCCESSES,
        Defaults.TRIAL_CALLS,
        Defaults.PROBE_JITTER);
  }

  /**
   * Comes back only by {@link FailoverControl#failBack}. Another process that shares the state
   * store and has an automatic policy still brings the fleet back.
   *
   * @return the policy
   */
  public static FailbackPolicy manual() {
    FailbackPolicy defaults = automatic();
    return new FailbackPolicy(
        false,
        defaults.holdDown,
        defaults.maxHoldDown,
        defaults.probeInterval,
        defaults.requiredSuccesses,
        defaults.trialCalls,
        defaults.jitter);
  }

  /**
   * How long the primary is left alone after a failover. Doubled each time that a trial fails, or
   * the primary fails within 10 min of coming back. If it is above the maximum, it is the maximum.
   *
   * @param duration more than zero, up to a day
   * @return the policy with it
   * @throws IllegalArgumentException if it is out of range
   */
  public FailbackPolicy holdDown(Duration duration) {
    Duration checked = positive(duration, "holdDown");
    return new FailbackPolicy(
        automatic, checked, maxHoldDown, probeInterval, requiredSuccesses, trialCalls, jitter);
  }

  /**
   * What the hold-down grows to at most.
   *
   * @param duration more than zero, up to a day
   * @return the policy with it
   * @throws IllegalArgumentException if it is out of range
   */
  public FailbackPolicy maxHoldDown(Duration duration) {
    Duration checked = positive(duration, "maxHoldDown");
    return new FailbackPolicy(
        automatic, holdDown, checked, probeInterval, requiredSuccesses, trialCalls, jitter);
  }

  /**
   * How often the primary is probed after the hold-down.
   *
   * @param duration more than zero, up to a day
   * @return the policy with it
   * @throws IllegalArgumentException if it is out of range
   */
  public FailbackPolicy probeInterval(Duration duration) {
    Duration checked = positive(duration, "probeInterval");
    return new FailbackPolicy(
        automatic, holdDown, maxHoldDown, checked, requiredSuccesses, trialCalls, jitter);
  }

  /**
   * How many probes must succeed in a row.
   *
   * @param count at least 1
   * @return the policy with it
   * @throws IllegalArgumentException if it is less
   */
  public FailbackPolicy requiredSuccesses(int count) {
    int checked = atLeastOne(count, "requiredSuccesses");
    return new FailbackPolicy(
        automatic, holdDown, maxHoldDown, probeInterval, checked, trialCalls, jitter);
  }

  /**
   * How many calls of each kind that had failed must succeed in the primary, in a row.
   *
   * @param count at least 1
   * @return the policy with it
   * @throws IllegalArgumentException if it is less
   */
  public FailbackPolicy trialCalls(int count) {
    int checked = atLeastOne(count, "trialCalls");
    return new FailbackPolicy(
        automatic, holdDown, maxHoldDown, probeInterval, requiredSuccesses, checked, jitter);
  }

  /**
   * By how much the probe interval varies, so that a fleet does not probe in step.
   *
   * @param share 0 to 0.9; 0.2 is +-20 %
   * @return the policy with it
   * @throws IllegalArgumentException if it is out of range
   */
  public FailbackPolicy jitter(double share) {
    if (!(share >= 0 && share <= MAX_JITTER)) {
      throw new IllegalArgumentException("jitter must be 0 to " + MAX_JITTER + ", was " + share);
    }
    return new FailbackPolicy(
        automatic, holdDown, maxHoldDown, probeInterval, requiredSuccesses, trialCalls, share);
  }

  /**
   * Whether the client comes back by itself.
   *
   * @return true if so
   */
  public boolean isAutomatic() {
    return automatic;
  }

  /**
   * The first hold-down.
   *
   * @return more than zero, at most {@link #maxHoldDown()}
   */
  public Duration holdDown() {
    return holdDown.compareTo(maxHoldDown) > 0 ? maxHoldDown : holdDown;
  }

  /**
   * The longest hold-down.
   *
   * @return more than zero
   */
  public Duration maxHoldDown() {
    return maxHoldDown;
  }

  /**
   * The interval between probes.
   *
   * @return more than zero
   */
  public Duration probeInterval() {
    return probeInterval;
  }

  /**
   * The probes that must succeed in a row.
   *
   * @return at least 1
   */
  public int requiredSuccesses() {
    return requiredSuccesses;
  }

  /**
   * The trial calls of each kind.
   *
   * @return at least 1
   */
  public int trialCalls() {
    return trialCalls;
  }

  /**
   * The variation of the probe interval.
   *
   * @return 0 to 0.9
   */
  public double jitter() {
    return jitter;
  }

  @Override
  public String toString() {
    return automatic
        ? "FailbackPolicy[holdDown="
            + holdDown()
            + ", maxHoldDown="
            + maxHoldDown
            + ", probeInterval="
            + probeInterval
            + ", requiredSuccesses="
            + requiredSuccesses
            + ", trialCalls="
            + trialCalls
            + ", jitter="
            + jitter
            + "]"
        : "FailbackPolicy[manual]";
  }

  private static Duration positive(Duration value, String name) {
    Objects.requireNonNull(value, name);
    boolean inRange =
        !value.isNegative() && !value.isZero() && value.compareTo(Duration.ofDays(1)) <= 0;
    if (!inRange) {
      throw new IllegalArgumentException(name + " must be above zero, up to a day, was " + value);
    }
    return value;
  }

  private static int atLeastOne(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
    return value;
  }
}
