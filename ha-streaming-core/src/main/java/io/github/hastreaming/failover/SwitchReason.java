package io.github.hastreaming.failover;

/** Why a client switched from one region to the other. */
public enum SwitchReason {
  /** The primary failed. */
  FAILURE,
  /** The primary was healthy again. */
  RECOVERY,
  /** Somebody called {@link FailoverControl#failOver} or {@link FailoverControl#failBack}. */
  BY_HAND,
  /** Somebody called {@link FailoverControl#pin}. */
  PIN,
  /** Another process, or an earlier run of this one, had switched. */
  ADOPTED
}
