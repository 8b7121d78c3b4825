package io.github.hastreaming.failover;

/** From where to where a client switched. */
public enum SwitchDirection {
  /** From the primary to a secondary. */
  FAILOVER,
  /** From a secondary to the primary. */
  FAILBACK,
  /** From one secondary to another, because the resolver or another process named a new one. */
  BETWEEN_SECONDARIES
}
