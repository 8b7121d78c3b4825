package io.github.hastreaming.internal.state;

import io.github.hastreaming.state.FailoverState;
import java.util.Optional;

/**
 * What a process knows of the store, and the number that its own state has therefore: a change has
 * the number after every other it knows of; one made while the store is away has none of its own
 * and keeps the number in force. Not thread-safe.
 */
final class StoreView {

  private Optional<FailoverState> stored = Optional.empty();
  private Optional<FailoverState> lastOffered = Optional.empty();
  private long epoch;
  private boolean pending;
  private boolean away;

  /** What the store was last seen to hold. */
  Optional<FailoverState> stored() {
    return stored;
  }

  /** The number of the last state the store was ever seen to hold. */
  long epoch() {
    return epoch;
  }

  /** Whether the state in force has yet to be stored. */
  boolean isPending() {
    return pending;
  }

  boolean isAway() {
    return away;
  }

  void away(boolean isAway) {
    away = isAway;
  }

  /** A change of this process, with its number. */
  FailoverState changed(FailoverState inForce, FailoverState next) {
    pending = true;
    long last = Math.max(inForce.epoch(), epoch);
    return withEpoch(next, away ? last : last + 1);
  }

  /** The state in force, with the number it has now that more is known of the store. */
  FailoverState numbered(FailoverState state) {
    if (!pending) {
      return withEpoch(state, epoch);
    }
    return withEpoch(state, Math.max(state.epoch(), away ? epoch : epoch + 1));
  }

  /** What the store has yet to be told. */
  Optional<Offer> offer(FailoverState inForce) {
    if (!pending) {
      return Optional.empty();
    }
    FailoverState next = withEpoch(inForce, Math.max(inForce.epoch(), epoch + 1));
    lastOffered = Optional.of(next);
    return Optional.of(new Offer(stored, next));
  }

  /** Whether the store holds what was offered, though nobody said so. */
  boolean hasTaken(FailoverState found) {
    return lastOffered.filter(found::equals).isPresent();
  }

  /** The store took an offer; the state in force may have changed since. */
  void accepted(FailoverState offered, FailoverState inForce) {
    // One that came back to what was offered is later all the same: its number was told.
    boolean isLater = inForce.epoch() > offered.epoch();
    holds(offered, isLater || !withEpoch(inForce, offered.epoch()).equals(offered));
  }

  /**
   * @param isPending whether the state in force says more than this one
   */
  void holds(FailoverState found, boolean isPending) {
    stored = Optional.of(found);
    epoch = found.epoch();
    pending = isPending;
  }

  /** It lost what it held. */
  void isEmpty() {
    stored = Optional.empty();
    pending = true;
  }

  private static FailoverState withEpoch(FailoverState state, long epoch) {
    return state.epoch() == epoch ? state : state.toBuilder().epoch(epoch).build();
  }
}
