package io.github.hastreaming.internal.failover;

import io.github.hastreaming.failover.FailbackPhase;
import io.github.hastreaming.internal.state.RoutingTable;
import io.github.hastreaming.internal.state.StateKeeper;
import io.github.hastreaming.state.FailoverState;
import org.jspecify.annotations.Nullable;

/**
 * Brings the pair back to the primary. Follows the state in force: each stay in the secondary is
 * one {@link FailbackAttempt}, which ends with it, so that what it learned never outlives it.
 */
public final class Failback {

  private final PairParts pair;
  private final StateKeeper keeper;
  private final FailbackRules rules;
  private final boolean initiates;
  private final Trials trials = new Trials();
  private @Nullable FailbackAttempt attempt; // Guarded by this.
  private boolean closed; // Guarded by this.

  /**
   * @param initiates whether this process switches by itself
   */
  public Failback(PairParts pair, FailbackRules rules, boolean initiates) {
    this.pair = pair;
    this.keeper = pair.keeper();
    this.rules = rules;
    this.initiates = initiates;
  }

  /** Begins to follow the state. */
  public void start() {
    keeper.onChange(this::follow);
    follow();
  }

  /** The trial that calls may be part of. */
  public Trials trials() {
    return trials;
  }

  /** What the way back waits for. */
  public synchronized FailbackProgress progress() {
    if (attempt != null) {
      return attempt.progress();
    }
    FailoverState state = keeper.state();
    if (state.isPrimaryActive()) {
      return new FailbackProgress(FailbackPhase.NONE, "");
    }
    if (state.pin().isPresent()) {
      return new FailbackProgress(FailbackPhase.PIN, "pinned");
    }
    if (state.isByHand() || initiates) {
      return new FailbackProgress(FailbackPhase.BY_HAND, "by hand only");
    }
    return new FailbackProgress(
        FailbackPhase.OTHERS, "left to others: this process follows the state store");
  }

  public synchronized void close() {
    closed = true;
    follow();
  }

  private synchronized void follow() {
    RoutingTable table = keeper.table();
    if (attempt != null) {
      if (!closed && attempt.isOf(table.state())) {
        attempt.learned(table.state());
        return;
      }
      attempt.end(closed ? "the client is closed" : "something else was decided", table.state());
      attempt = null;
      trials.end();
    }
    if (!closed && comesHomeByItself(table.state())) {
      FailbackAttempt begun = new FailbackAttempt(pair, rules, trials, table);
      begun.begin();
      attempt = begun;
    }
  }

  private boolean comesHomeByItself(FailoverState state) {
    return initiates
        && rules.policy().isAutomatic()
        && !state.isPrimaryActive()
        && !state.isByHand()
        && state.pin().isEmpty();
  }
}
