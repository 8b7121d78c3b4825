package io.github.hastreaming.internal.region;

import org.jspecify.annotations.Nullable;

/** The attempt that the current thread makes, for the signer, which the SDK calls on it. */
public final class CurrentAttempt {

  private static final ThreadLocal<@Nullable Permit> PERMIT = new ThreadLocal<>();

  private CurrentAttempt() {}

  /** From now on the thread makes this attempt; null ends it. */
  public static void is(@Nullable Permit permit) {
    PERMIT.set(permit);
  }

  /** A request of the attempt is about to be sent. */
  static void signed() {
    Permit permit = PERMIT.get();
    if (permit != null) {
      permit.signed();
    }
  }
}
