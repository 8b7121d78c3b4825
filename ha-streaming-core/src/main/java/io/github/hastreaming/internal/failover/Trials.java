package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import org.jspecify.annotations.Nullable;

/** The trial of the primary that is on, if there is one; every call looks here. Thread-safe. */
public final class Trials {

  private volatile @Nullable Trial current;

  /** Lets a call of the kind be the trial's next one; null where there is nothing to try. */
  public Trial.@Nullable Call claim(CallKind kind) {
    Trial trial = current;
    return trial == null ? null : trial.claim(kind);
  }

  void begin(Trial trial) {
    current = trial;
  }

  void end() {
    current = null;
  }
}
