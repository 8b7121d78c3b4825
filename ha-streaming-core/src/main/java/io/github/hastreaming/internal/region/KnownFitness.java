package io.github.hastreaming.internal.region;

import io.github.hastreaming.failover.Fitness;

/**
 * What is known of a stream as a secondary, and why.
 *
 * @param reason for people; empty if it is fit
 */
public record KnownFitness(Fitness fitness, String reason) {

  /** Nobody asked yet. */
  public static final KnownFitness UNKNOWN =
      new KnownFitness(Fitness.UNKNOWN, "it was not asked yet");

  /** It answers, and whether it has more partitions than the primary is about to be known. */
  public static final KnownFitness NOT_COUNTED =
      new KnownFitness(Fitness.UNKNOWN, "its partitions could not be counted yet");
}
