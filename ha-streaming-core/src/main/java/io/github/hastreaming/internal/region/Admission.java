package io.github.hastreaming.internal.region;

/** Whether a region takes a call of a kind now. */
public enum Admission {
  /** Its breaker is closed. */
  ADMITTED,
  /** Its breaker is open, and this call is the one that tells whether the region is back. */
  HALF_OPEN,
  /** Its breaker is open or it refuses such calls: only when no other region is left. */
  LAST_RESORT
}
