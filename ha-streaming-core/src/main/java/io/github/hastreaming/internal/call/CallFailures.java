package io.github.hastreaming.internal.call;

import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.region.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each region's last failure in one call, in the order the regions were tried. */
final class CallFailures {

  private record Failure(RuntimeException thrown, FailureKind kind) {}

  private final Map<Region, Failure> byRegion = new LinkedHashMap<>();

  void add(Region region, RuntimeException thrown, FailureKind kind) {
    byRegion.put(region, new Failure(thrown, kind));
  }

  boolean isEmpty() {
    return byRegion.isEmpty();
  }

  /** Whether a region is down, rather than refusing or asking for patience. */
  boolean hasOutage() {
    return byRegion.values().stream().anyMatch(failure -> failure.kind() == FailureKind.OUTAGE);
  }

  /** What the caller gets when no region served the call. */
  RuntimeException toException(StreamOperation operation, List<Region> ranked, String note) {
    List<RegionFailure> failures = new ArrayList<>();
    for (Region region : ranked) { // The active region's failure first.
      Failure failure = byRegion.get(region);
      if (failure != null) {
        failures.add(new RegionFailure(region.target(), failure.thrown()));
      }
    }
    boolean onlyRefusals =
        !failures.isEmpty()
            && byRegion.values().stream().allMatch(f -> f.kind() == FailureKind.REFUSED);
    if (onlyRefusals && failures.get(0).failure() instanceof RuntimeException preferredAnswer) {
      return preferredAnswer;
    }
    return new AllRegionsUnavailableException(operation, failures, note);
  }
}
