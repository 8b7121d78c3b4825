package io.github.hastreaming.failover;

/** What is known of a secondary before it is needed. */
public enum Fitness {
  /** Nobody could tell yet, or the process may not ask; it is asked again. */
  UNKNOWN,
  /** It answers, and consumers of the primary's partitions would read all of it. */
  FIT,
  /**
   * It has more partitions than the primary, or is another primary's: nothing is written to it and
   * it is not switched to, since consumers would not get all of it, or somebody else's messages.
   */
  HARMFUL,
  /** It answers that there is no such stream, or that the process may not use it. */
  REFUSING,
  /** It does not answer. */
  UNREACHABLE
}
