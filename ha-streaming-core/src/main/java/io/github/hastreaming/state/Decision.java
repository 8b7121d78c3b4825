package io.github.hastreaming.state;

import io.github.hastreaming.call.CallKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What was decided about a pair, apart from what is known of it: the part of a {@link
 * FailoverState} that one decision sets as a whole. Immutable and compared by value; each component
 * is described at the accessor of the same name there.
 *
 * @param activeOcid see {@link FailoverState#activeOcid()}
 * @param failedKinds see {@link FailoverState#failedKinds()}
 * @param since see {@link FailoverState#since()}
 * @param reason see {@link FailoverState#reason()}
 * @param changedBy see {@link FailoverState#changedBy()}
 * @param holdDown see {@link FailoverState#holdDown()}
 * @param holdDownSince see {@link FailoverState#holdDownSince()}
 * @param isByHand see {@link FailoverState#isByHand()}
 * @param pin see {@link FailoverState#pin()}
 */
public record Decision(
    String activeOcid,
    Set<CallKind> failedKinds,
    Instant since,
    String reason,
    String changedBy,
    Duration holdDown,
    Instant holdDownSince,
    boolean isByHand,
    Optional<Pin> pin) {

  /** Copies the kinds. */
  public Decision {
    failedKinds = Set.copyOf(failedKinds);
  }

  /** Nobody decided anything yet. */
  static Decision none(String primaryOcid) {
    return new Decision(
        primaryOcid,
        Set.of(),
        Instant.EPOCH,
        "",
        "",
        Duration.ZERO,
        Instant.EPOCH,
        false,
        Optional.empty());
  }

  /**
   * Whether both are of the same switch, whatever was decided since.
   *
   * @param other another decision about the same pair
   * @return true if so
   */
  public boolean isSameSwitch(Decision other) {
    return activeOcid.equals(other.activeOcid) && since.equals(other.since);
  }

  /**
   * Whether both leave the primary alone for the same time after the same switch.
   *
   * @param other another decision about the same pair
   * @return true if so
   */
  public boolean isSameHoldDown(Decision other) {
    return isSameSwitch(other)
        && holdDown.equals(other.holdDown)
        && holdDownSince.equals(other.holdDownSince);
  }

  /**
   * Whether both agree on which stream is active and for how long it stays so; what was learned
   * about the failed kinds since does not matter.
   *
   * @param other another decision about the same pair
   * @return true if so
   */
  public boolean agreesWith(Decision other) {
    return isSameHoldDown(other) && isByHand == other.isByHand && pin.equals(other.pin);
  }
}
