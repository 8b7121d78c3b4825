package io.github.hastreaming.internal.state;

import java.time.Duration;

/** A round of talking to the store, as its work sees it. */
interface StoreRound {

  /** Whether its result still counts: it was not given up. */
  boolean counts();

  /** A call of the store begins, which has a time of its own. */
  void beginCall(Duration longest);

  /** Whether a call took longer than it may; it was interrupted then. */
  boolean isOverdue();
}
