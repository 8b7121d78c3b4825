package io.github.hastreaming.call;

/** The two kinds of calls. Each has a circuit breaker of its own in each region. */
public enum CallKind {
  /** {@code putMessages}. */
  WRITE,
  /** Every other operation. */
  READ
}
