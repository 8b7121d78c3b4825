package io.github.hastreaming.internal.state;

import io.github.hastreaming.state.FailoverState;
import java.util.Optional;

/**
 * A local change for the store.
 *
 * @param expected what the store held when it was last seen
 * @param next what it is to hold
 */
record Offer(Optional<FailoverState> expected, FailoverState next) {}
