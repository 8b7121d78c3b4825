package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.StreamOperation;
import org.jspecify.annotations.Nullable;

/** The trial of the primary that is on, if there is one; every call looks here. Thread-safe. */
public final class Trials {

  private volatile @Nullable Trial current;

  /** Lets a call be the trial's next one; null where there is nothing to try. */
  public Trial.@Nullable Call claim(StreamOperation operation) {
    Trial trial = current;
    return trial == null ? null : trial.claim(operation);
  }

  void begin(Trial trial) {
    current = trial;
  }

  void end() {
    current = null;
  }
}
