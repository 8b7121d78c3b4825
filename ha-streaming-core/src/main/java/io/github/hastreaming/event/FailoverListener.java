package io.github.hastreaming.event;

/**
 * Told what happens, after it happened, on a background thread: in order, one at a time for each
 * listener. What a listener throws is logged and goes no further; one that blocks delays only its
 * own events, of which the newest are dropped once 1,000 wait.
 */
public interface FailoverListener {

  /**
   * A region's breaker opened.
   *
   * @param event what happened
   */
  default void onRegionFailed(RegionFailed event) {}

  /**
   * A switch to the secondary began.
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
   * The resolver named a new secondary.
   *
   * @param event what happened
   */
  default void onSecondaryResolved(SecondaryResolved event) {}

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
}
