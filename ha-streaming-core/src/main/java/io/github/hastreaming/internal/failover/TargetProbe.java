package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.failover.Fitness;
import io.github.hastreaming.internal.region.KnownFitness;
import io.github.hastreaming.internal.region.ProbeResult;
import io.github.hastreaming.internal.region.Region;
import java.util.Locale;
import java.util.Optional;

/** Asks a region, before it is switched to, whether it can serve the pair. */
final class TargetProbe {

  private final FitnessWatch fitness;

  TargetProbe(FitnessWatch fitness) {
    this.fitness = fitness;
  }

  /** What asking came to. */
  sealed interface Verdict {

    /** It can be switched to. */
    record Fit() implements Verdict {}

    /** Its probe proves nothing with what this process may do: real calls must. */
    record Inconclusive() implements Verdict {}

    /**
     * It cannot be switched to.
     *
     * @param reason why, for people
     */
    record Refused(String reason) implements Verdict {}
  }

  Verdict ask(Region region) {
    Optional<String> forced = forcedOpen(region);
    if (forced.isPresent()) {
      return new Verdict.Refused(forced.get());
    }
    KnownFitness found = fitness.look(region);
    if (found.equals(KnownFitness.NOT_COUNTED)) {
      return new Verdict.Refused(found.reason()); // It is known in a moment.
    }
    return switch (found.fitness()) {
      case FIT -> new Verdict.Fit();
      case UNKNOWN -> new Verdict.Inconclusive();
      case HARMFUL, REFUSING, UNREACHABLE -> new Verdict.Refused(found.reason());
    };
  }

  /**
   * Asks for an operator, who can wait: with the calls' timeouts, and twice, since one cold request
   * is no evidence.
   */
  Optional<String> refusalByHand(Region region, boolean isSecondary) {
    Optional<String> forced = forcedOpen(region);
    if (forced.isPresent()) {
      return forced;
    }
    Optional<String> failure = region.probePatiently().failure();
    if (failure.isPresent()) {
      failure = region.probePatiently().failure();
    }
    if (failure.isEmpty() && isSecondary) {
      KnownFitness found = fitness.look(region);
      return found.fitness() == Fitness.HARMFUL ? Optional.of(found.reason()) : Optional.empty();
    }
    return failure;
  }

  /** Why a region that failed cannot serve now; empty if it may. */
  static Optional<String> failureOf(Region region) {
    Optional<String> forced = forcedOpen(region);
    ProbeResult result = region.probe();
    return forced.isPresent() ? forced : result.failure();
  }

  /** That somebody wants no calls of a kind in the region. */
  static Optional<String> forcedOpen(Region region) {
    for (CallKind kind : CallKind.values()) {
      if (region.guard(kind).isForcedOpen()) {
        String calls = kind.name().toLowerCase(Locale.ROOT);
        return Optional.of("its breaker for " + calls + "s was forced open");
      }
    }
    return Optional.empty();
  }
}
