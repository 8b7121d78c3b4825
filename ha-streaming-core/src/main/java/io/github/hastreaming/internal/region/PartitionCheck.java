package io.github.hastreaming.internal.region;

/** Whether a stream has a certain partition, as far as asking for a cursor there told. */
public enum PartitionCheck {
  /** It has it. */
  PRESENT,
  /** It does not. */
  ABSENT,
  /** It was not answered, or the answer asks for patience: asking again will tell. */
  NOT_ANSWERED,
  /** The answer tells nothing, and will not when asked again. */
  UNCLEAR
}
