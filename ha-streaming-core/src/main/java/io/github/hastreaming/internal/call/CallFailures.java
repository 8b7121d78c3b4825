package io.github.hastreaming.internal.call;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.call.Outcome.Result;
import io.github.hastreaming.internal.region.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Each region's last failure in one call, in the order the regions were tried. */
final class CallFailures {

  private record Failure(RuntimeException thrown, Result kind) {}

  private final Map<Region, Failure> byRegion = new LinkedHashMap<>();

  void add(Region region, RuntimeException thrown, Result kind) {
    byRegion.put(region, new Failure(thrown, kind));
  }

  boolean isEmpty() {
    return byRegion.isEmpty();
  }

  /** Whether a region is down, rather than refusing or asking for patience. */
  boolean hasOutage() {
    return byRegion.values().stream()
        .anyMatch(failure -> failure.kind() == Result.OUTAGE || failure.kind() == Result.CUT);
  }

  /** Whether every region asks for patience, and none is down. */
  boolean areThrottledOnly() {
    return !byRegion.isEmpty()
        && byRegion.values().stream().allMatch(f -> f.kind() == Result.THROTTLED);
  }

  /** Whether one of the regions refuses: a secondary that was deleted may have a successor. */
  boolean hasRefusalOf(List<Region> regions) {
    return regions.stream()
        .map(byRegion::get)
        .anyMatch(failure -> failure != null && failure.kind() == Result.REFUSED);
  }

  /** Whether no region is down or overloaded: the caller gets the preferred region's answer. */
  boolean areRefusalsOnly() {
    return !byRegion.isEmpty()
        && byRegion.values().stream().allMatch(f -> f.kind() == Result.REFUSED);
  }

  /** What the caller gets when no region served the call. */
  RuntimeException toException(StreamOperation operation, List<Region> ranked, String note) {
    List<RegionFailure> failures = inOrderOf(ranked);
    if (areRefusalsOnly()
        && failures.get(0).failure() instanceof RuntimeException preferredAnswer) {
      return preferredAnswer;
    }
    return new AllRegionsUnavailableException(operation, failures, note);
  }

  /** The active region's failure first; regions that the call did not get to are last. */
  private List<RegionFailure> inOrderOf(List<Region> ranked) {
    Set<Region> inOrder = new LinkedHashSet<>(ranked);
    inOrder.retainAll(byRegion.keySet());
    inOrder.addAll(byRegion.keySet());
    List<RegionFailure> failures = new ArrayList<>();
    for (Region region : inOrder) {
      Failure failure = Objects.requireNonNull(byRegion.get(region));
      failures.add(new RegionFailure(region.target(), failure.thrown()));
    }
    for (Region region : ranked) {
      if (!byRegion.containsKey(region)) {
        failures.add(new RegionFailure(region.target(), notReached(region)));
      }
    }
    return failures;
  }

  private static BmcException notReached(Region region) {
    String last = region.lastFailure();
    String message =
        region.isHarmful()
            ? "not written to: " + region.fitness().reason()
            : "not reached in time" + (last.isEmpty() ? "" : "; before: " + last);
    return new BmcException(false, message, null, null);
  }
}
