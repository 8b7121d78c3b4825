package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;

/** A change of state under way: passing until some time, settled from then on. */
record Phase(LifecycleState passing, LifecycleState settled, Instant settledAt) {
  LifecycleState at(Instant now) {
    return now.isBefore(settledAt) ? passing : settled;
  }
}
