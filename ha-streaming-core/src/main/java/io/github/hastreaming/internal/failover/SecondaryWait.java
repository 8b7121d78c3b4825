package io.github.hastreaming.internal.failover;

/**
 * What a call that waits for a secondary learned.
 *
 * @param isAnswered whether the resolver is done
 * @param explanation what it said, should that be no target
 */
public record SecondaryWait(boolean isAnswered, String explanation) {}
