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

  /**
   * A region's breaker opened.
   *
   * @param event what happened
   */
  default void onRegionFailed(RegionFailed event) {}

  /**
   * A switch to the secondary began. It ends with {@link #onFailoverCompleted}, {@link
   * #onFailoverNotPossible}, or neither: the primary answered after all, or another process decided
   * meanwhile.
   *
   * @param event what happened
   */
  default void onFailoverStarted(FailoverStarted event) {}

  /**
   * The secondary is active.
   *
   * @param event what happened
   */
  default void onFailoverCompleted(FailoverCompleted event) {}

  /**
   * The primary fails and there is nothing to switch to.
   *
   * @param event what happened
   */
  default void onFailoverNotPossible(FailoverNotPossible event) {}

  /**
   * Calls are tried in the primary, to come back to it.
   *
   * @param event what happened
   */
  default void onFailbackTrialStarted(FailbackTrialStarted event) {}

  /**
   * The primary is active again.
   *
   * @param event what happened
   */
  default void onFailbackCompleted(FailbackCompleted event) {}

  /**
   * A trial of the primary ended without a switch.
   *
   * @param event what happened
   */
  default void onFailbackAbandoned(FailbackAbandoned event) {}

  /**
   * The primary's probe gives another result than before.
   *
   * @param event what happened
   */
  default void onProbeResultChanged(ProbeResultChanged event) {}

  /**
   * The client is pinned to a stream.
   *
   * @param event what happened
   */
  default void onPinned(Pinned event) {}

  /**
   * A pin ended.
   *
   * @param event what happened
   */
  default void onPinEnded(PinEnded event) {}

  /**
   * The resolver named a new secondary.
   *
   * @param event what happened
   */
  default void onSecondaryResolved(SecondaryResolved event) {}

  /**
   * What is known of a secondary, before it is needed, changed.
   *
   * @param event what happened
   */
  default void onSecondaryFitnessChanged(SecondaryFitnessChanged event) {}

  /**
   * A secondary was not switched to.
   *
   * @param event what happened
   */
  default void onSecondaryRefused(SecondaryRefused event) {}

  /**
   * A state that another process or an earlier run left in the store came into force.
   *
   * @param event what happened
   */
  default void onStateAdopted(StateAdopted event) {}

  /**
   * The state store cannot be used; the client works on without it.
   *
   * @param event what happened
   */
  default void onStateStoreFailed(StateStoreFailed event) {}

  /**
   * The state store can be used again.
   *
   * @param event what happened
   */
  default void onStateStoreRecovered(StateStoreRecovered event) {}

  /**
   * A consumer left a region that may hold messages it has not read. Told at most once a minute for
   * each stream.
   *
   * @param event what happened
   */
  default void onMessagesUnreachable(MessagesUnreachable event) {}

  /**
   * A consumer's position was older than the stream's retention.
   *
   * @param event what happened
   */
  default void onRetentionExceeded(RetentionExceeded event) {}

  /**
   * A commit could not reach a stream yet.
   *
   * @param event what happened
   */
  default void onCommitDeferred(CommitDeferred event) {}

  /**
   * A deferred commit was made.
   *
   * @param event what happened
   */
  default void onCommitMadeUp(CommitMadeUp event) {}

  /**
   * A commit cannot be made any more.
   *
   * @param event what happened
   */
  default void onCommitDropped(CommitDropped event) {}

  /**
   * A stream besides the preferred one did not answer. Told at most once a minute for each stream.
   *
   * @param event what happened
   */
  default void onSweepFailed(SweepFailed event) {}

  /**
   * An update of a consumer group did not reach a stream.
   *
   * @param event what happened
   */
  default void onGroupUpdateMissed(GroupUpdateMissed event) {}
}
