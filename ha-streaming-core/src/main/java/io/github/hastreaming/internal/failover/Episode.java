package io.github.hastreaming.internal.failover;

/**
 * What is known of a failover that takes more than one attempt: each thing about it is told once.
 * Used by one attempt at a time.
 */
final class Episode {

  private boolean started;
  private boolean hadNoTarget;

  /** Whether this is the first attempt. */
  boolean begins() {
    boolean first = !started;
    started = true;
    return first;
  }

  /** Whether an attempt found no target: perhaps this process's own network was broken. */
  boolean hadNoTarget() {
    return hadNoTarget;
  }

  /** Whether nobody was told yet that there is no target. */
  boolean findsNoTarget() {
    boolean first = !hadNoTarget;
    hadNoTarget = true;
    return first;
  }
}
