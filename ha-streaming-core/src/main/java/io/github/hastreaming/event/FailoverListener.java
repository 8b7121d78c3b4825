package io.github.hastreaming.event;

/**
 * Told what happens, after it happened, on a background thread: in order, one at a time for each
 * listener. What a listener throws is logged and goes no further; one that blocks delays only its
 * own events, of which the newest are dropped once 1,000 wait. It may call the client.
 *
 * <p>Listeners are told each time, so that they can count, except where an event says otherwise;
 * the client's own log is paced: the first line about a region and kind at once, then at most one
 * line in 30 s that tells how often it happened again.
 */
public interface FailoverListener {

  /** A region's breaker opened. */
  default void onRegionFailed(RegionFailed event) {}

  /**
   * A switch to the secondary began. It ends with {@link #onFailoverCompleted}, {@link
   * #onFailoverNotPossible}, or neither: the primary answered after all, or another process decided
   * meanwhile.
   */
  default void onFailoverStarted(FailoverStarted event) {}

  /** The secondary is active. */
  default void onFailoverCompleted(FailoverCompleted event) {}

  /** The primary fails and there is nothing to switch to. */
  default void onFailoverNotPossible(FailoverNotPossible event) {}

  /** Calls are tried in the primary, to come back to it. */
  default void onFailbackTrialStarted(FailbackTrialStarted event) {}

  /** The primary is active again. */
  default void onFailbackCompleted(FailbackCompleted event) {}

  /** A trial of the primary ended without a switch. */
  default void onFailbackAbandoned(FailbackAbandoned event) {}

  /** The primary's probe gives another result than before. */
  default void onProbeResultChanged(ProbeResultChanged event) {}

  /** The client is pinned to a stream. */
  default void onPinned(Pinned event) {}

  /** A pin ended. */
  default void onPinEnded(PinEnded event) {}

  /** The resolver named a new secondary. */
  default void onSecondaryResolved(SecondaryResolved event) {}

  /** What is known of a secondary, before it is needed, changed. */
  default void onSecondaryFitnessChanged(SecondaryFitnessChanged event) {}

  /** A secondary was not switched to. */
  default void onSecondaryRefused(SecondaryRefused event) {}

  /** A state that another process or an earlier run left in the store came into force. */
  default void onStateAdopted(StateAdopted event) {}

  /** The state store cannot be used; the client works on without it. */
  default void onStateStoreFailed(StateStoreFailed event) {}

  /** The state store can be used again. */
  default void onStateStoreRecovered(StateStoreRecovered event) {}

  /**
   * A consumer left a region that may hold messages it has not read. Told at most once a minute for
   * each stream.
   */
  default void onMessagesUnreachable(MessagesUnreachable event) {}

  /** A consumer's position was older than the stream's retention. */
  default void onRetentionExceeded(RetentionExceeded event) {}

  /** A commit could not reach a stream yet. */
  default void onCommitDeferred(CommitDeferred event) {}

  /** A deferred commit was made. */
  default void onCommitMadeUp(CommitMadeUp event) {}

  /** A commit cannot be made any more. */
  default void onCommitDropped(CommitDropped event) {}

  /**
   * A stream besides the preferred one did not answer. Told at most once a minute for each stream.
   */
  default void onSweepFailed(SweepFailed event) {}

  /** An update of a consumer group did not reach a stream. */
  default void onGroupUpdateMissed(GroupUpdateMissed event) {}
}
