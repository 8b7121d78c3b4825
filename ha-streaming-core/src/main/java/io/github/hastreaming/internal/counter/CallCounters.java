package io.github.hastreaming.internal.counter;

import java.util.concurrent.atomic.LongAdder;

/** What happened to the calls of one kind in one region; cheap enough for every call. */
public final class CallCounters {

  private final LongAdder served = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder retried = new LongAdder();
  private final LongAdder handedOver = new LongAdder();

  /** A call was served here. */
  public void served() {
    served.increment();
  }

  /** An attempt failed here. */
  public void failed() {
    failed.increment();
  }

  /** An attempt is made here after another of the same call. */
  public void retried() {
    retried.increment();
  }

  /** A call that preferred this region was served by another. */
  public void handedOver() {
    handedOver.increment();
  }

  public long servedCount() {
    return served.sum();
  }

  public long failedCount() {
    return failed.sum();
  }

  public long retriedCount() {
    return retried.sum();
  }

  public long handedOverCount() {
    return handedOver.sum();
  }
}
