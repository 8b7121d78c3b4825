package io.github.hastreaming.internal.read;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.state.StateKeeper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The streams of the pair that consumers read: also the secondaries that were replaced. */
final class ReadableStreams {

  private final StateKeeper keeper;
  private final Regions regions;

  ReadableStreams(StateKeeper keeper, Regions regions) {
    this.keeper = keeper;
    this.regions = regions;
  }

  /** Whether a region is the last that is left, which no breaker locks out. */
  boolean isLastLeft(Region region) {
    return all().stream()
        .noneMatch(
            other ->
                other != region && other.guard(CallKind.READ).admits(StreamOperation.GET_MESSAGES));
  }

  Region active() {
    return keeper.table().active();
  }

  List<Region> all() {
    return keeper.state().targets().stream().map(regions::of).toList();
  }

  /**
   * The other streams, beginning with the one after the named: so that of three that always have
   * messages each has its turn.
   */
  List<Region> after(String ocid) {
    List<Region> others = new ArrayList<>();
    int before = 0;
    for (Region region : all()) {
      if (region.target().streamOcid().equals(ocid)) {
        before = others.size();
      } else {
        others.add(region);
      }
    }
    Collections.rotate(others, -before);
    return others;
  }

  /** The region of a stream, or null if this process does not know the stream. */
  @Nullable Region find(String ocid) {
    for (Region region : all()) {
      if (region.target().streamOcid().equals(ocid)) {
        return region;
      }
    }
    return regions.find(ocid); // Replaced so long ago that the state has forgotten it.
  }
}
