package io.github.hastreaming.failover;

/** What the way back to the primary waits for. */
public enum FailbackPhase {
  /** The primary is active: there is no way back to go. */
  NONE,
  /** The primary is left alone after the failover, or after a trial that failed. */
  HOLD_DOWN,
  /** The primary is probed; no calls are tried in it yet. */
  PROBES,
  /** Some of the application's calls are tried in the primary. */
  TRIAL,
  /**
   * Somebody calls {@link FailoverControl#failBack}: it was left by hand, or the policy says so.
   */
  BY_HAND,
  /** The pin ends. */
  PIN,
  /** Another process decides: this one only follows the state store. */
  OTHERS
}
