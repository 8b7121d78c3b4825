package io.github.hastreaming.internal.call;

import java.time.Duration;

/** What a call does next. */
sealed interface Next {

  /** The call is served, as far as it can be. */
  Next DONE = new Done();

  /** The region is left; another one may serve. */
  Next ELSEWHERE = new Elsewhere();

  record Done() implements Next {}

  record Elsewhere() implements Next {}

  /**
   * Another attempt in the same region.
   *
   * @param after how long from now
   */
  record Repeat(Duration after) implements Next {}

  /**
   * The call ends.
   *
   * @param failure what the caller gets, unless a part of the call was served
   */
  record End(RuntimeException failure) implements Next {}
}
