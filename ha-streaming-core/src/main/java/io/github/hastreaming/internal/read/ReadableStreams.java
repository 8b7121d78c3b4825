package io.github.hastreaming.internal.read;

import io.github.hastreaming.internal.failover.StateKeeper;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
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

  Region active() {
    return keeper.table().active();
  }

  List<Region> all() {
    return keeper.state().targets().stream().map(regions::of).toList();
  }

  /** The region of a stream, or null if this process does not know the stream. */
  @Nullable Region find(String ocid) {
    return regions.find(ocid);
  }
}
