package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.event.SecondaryFitnessChanged;
import io.github.hastreaming.failover.Fitness;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.region.KnownFitness;
import io.github.hastreaming.internal.region.ProbeResult;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.state.StateKeeper;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.resolver.ProvisioningException;
import io.github.hastreaming.resolver.ProvisioningException.Kind;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Finds out what a stream is worth as a secondary before it is needed, and tells when that changes.
 * Never on the path of a call. Thread-safe.
 */
public final class FitnessWatch {

  private static final KnownFitness FIT = new KnownFitness(Fitness.FIT, "");
  private static final String MAY_NOT_ASK = "this process may not ask it";
  private static final Duration FIRST_LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration LONGEST_LOOK_AGAIN = Duration.ofSeconds(30);

  private final StateKeeper keeper;
  private final Regions regions;
  private final Events events;
  private final TimeSource time;
  private final Set<Region> lookingAgain = ConcurrentHashMap.newKeySet();
  private final Set<Region> notTooMany = ConcurrentHashMap.newKeySet(); // Partitions, as counted.
  private final Map<Region, Long> refusedAt = new ConcurrentHashMap<>(); // Calls, not looks.

  public FitnessWatch(StateKeeper keeper, Regions regions, Events events, TimeSource time) {
    this.keeper = keeper;
    this.regions = regions;
    this.events = events;
    this.time = time;
  }

  /** Looks now, on this thread; what could not be found out is looked at again soon. */
  KnownFitness look(Region region) {
    KnownFitness found = lookOnce(region);
    if (passes(found) && lookingAgain.add(region)) {
      lookAgain(region, FIRST_LOOK_AGAIN);
    }
    return found;
  }

  private KnownFitness lookOnce(Region region) {
    KnownFitness found = found(region);
    boolean harmfulBefore = region.isHarmful() && found.fitness() != Fitness.FIT;
    boolean passes = !harmfulBefore && !stillRefuses(region, found);
    KnownFitness known = passes ? found : region.fitness();
    keep(region, known);
    return known;
  }

  /** A call was refused there, and a process that may not ask learns nothing newer by a look. */
  private boolean stillRefuses(Region region, KnownFitness found) {
    Long since = refusedAt.get(region);
    return since != null
        && region.fitness().fitness() == Fitness.REFUSING
        && found.reason().equals(MAY_NOT_ASK)
        && Arrays.stream(CallKind.values())
            .noneMatch(kind -> region.guard(kind).lastServed() - since > 0);
  }

  private void lookAgain(Region region, Duration pause) {
    time.schedule(pause, () -> time.execute(() -> lookedAgain(region, pause)));
  }

  private void lookedAgain(Region region, Duration pause) {
    boolean again = true;
    try {
      again = passes(region.fitness()) && passes(lookOnce(region));
    } finally {
      if (again) {
        lookAgain(region, longer(pause));
      } else {
        lookingAgain.remove(region);
      }
    }
  }

  /** Whether what was found may be otherwise in a moment. */
  private static boolean passes(KnownFitness found) {
    return found.fitness() == Fitness.UNREACHABLE
        || (found.fitness() == Fitness.UNKNOWN && !found.reason().equals(MAY_NOT_ASK));
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_LOOK_AGAIN) < 0 ? twice : LONGEST_LOOK_AGAIN;
  }

  private KnownFitness found(Region region) {
    StreamTarget target = region.target();
    OptionalInt ofPrimary = keeper.primaryPartitions();
    boolean known = ofPrimary.isPresent() && target.partitions().isPresent();
    if (known && target.partitions().getAsInt() > ofPrimary.getAsInt()) {
      return tooManyPartitions(ofPrimary.getAsInt());
    }
    ProbeResult result = region.probe();
    if (result.failure().isPresent()) {
      return new KnownFitness(Fitness.UNREACHABLE, result.reason());
    }
    if (result.isInconclusive()) {
      return inconclusive(region, result);
    }
    boolean isCounted = known || ofPrimary.isEmpty() || notTooMany.contains(region);
    return isCounted ? FIT : byPartition(region, ofPrimary.getAsInt());
  }

  /** Partitions are numbered from 0: a cursor on the one past the primary's last must fail. */
  private KnownFitness byPartition(Region region, int ofPrimary) {
    return switch (region.hasPartition(ofPrimary)) {
      case PRESENT -> tooManyPartitions(ofPrimary);
      case ABSENT -> {
        notTooMany.add(region); // A stream keeps its partitions.
        yield FIT;
      }
      case NOT_ANSWERED -> KnownFitness.NOT_COUNTED;
      case UNCLEAR -> new KnownFitness(Fitness.UNKNOWN, "its partitions cannot be counted");
    };
  }

  private static KnownFitness tooManyPartitions(int ofPrimary) {
    return new KnownFitness(
        Fitness.HARMFUL,
        "it has more partitions than the primary's "
            + ofPrimary
            + ", so consumers of the primary's partitions would never read the rest");
  }

  /** A process that may not ask the primary either learns nothing from a refusal. */
  private KnownFitness inconclusive(Region region, ProbeResult result) {
    if (!result.isRefusal()) {
      return new KnownFitness(Fitness.UNKNOWN, result.reason());
    }
    Region primary = keeper.primary();
    if (region.hasServedProbe() || primary.hasServedProbe()) {
      return new KnownFitness(Fitness.REFUSING, result.reason());
    }
    ProbeResult ofPrimary = primary.probe();
    if (ofPrimary == ProbeResult.PASSED) {
      return new KnownFitness(Fitness.REFUSING, result.reason());
    }
    return new KnownFitness(
        Fitness.UNKNOWN, ofPrimary.isInconclusive() ? MAY_NOT_ASK : result.reason());
  }

  /** A call that the process may make was refused there. */
  void refused(Region region, String reason) {
    if (!region.isHarmful()) {
      refusedAt.put(region, time.nanoTime());
      keep(region, new KnownFitness(Fitness.REFUSING, reason));
    }
  }

  /** The admin API tells that a known stream is not to be written to. */
  void harmful(String ocid, ProvisioningException refusal) {
    Region region = regions.find(ocid);
    boolean harms =
        refusal.kind() == Kind.OWNED_BY_ANOTHER_PRIMARY
            || refusal.kind() == Kind.TOO_MANY_PARTITIONS;
    if (region != null && harms) {
      keep(region, new KnownFitness(Fitness.HARMFUL, String.valueOf(refusal.getMessage())));
    }
  }

  private void keep(Region region, KnownFitness found) {
    KnownFitness before = region.fitness();
    region.fitness(found);
    if (before.fitness() != found.fitness()) {
      SecondaryFitnessChanged event =
          new SecondaryFitnessChanged(region.target(), found.fitness(), found.reason(), time.now());
      events.publish(listener -> listener.onSecondaryFitnessChanged(event));
    }
  }

  /** The streams that a resolver should not name again, as long as it knows others. */
  Set<String> refusedOcids() {
    return regions.all().stream()
        .filter(region -> region != keeper.primary())
        .filter(region -> isRefused(region.fitness().fitness()))
        .map(region -> region.target().streamOcid())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isRefused(Fitness fitness) {
    return fitness == Fitness.HARMFUL || fitness == Fitness.REFUSING;
  }
}
