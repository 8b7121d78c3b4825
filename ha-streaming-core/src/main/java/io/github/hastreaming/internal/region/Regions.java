package io.github.hastreaming.internal.region;

import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The regions of the pair by stream OCID; each is made once and kept until the client closes. */
public final class Regions {

  private final StreamFactory factory;
  private final Settings settings;
  private final ResilienceRegistries registries;
  private final TimeSource time;
  private final RegionObserver observer;
  private final Map<String, Region> byOcid = new LinkedHashMap<>();
  private boolean closed;

  public Regions(
      StreamFactory factory,
      Settings settings,
      ResilienceRegistries registries,
      TimeSource time,
      RegionObserver observer) {
    this.factory = factory;
    this.settings = settings;
    this.registries = registries;
    this.time = time;
    this.observer = observer;
  }

  /** The region of a target, made if it is new. */
  public synchronized Region of(StreamTarget target) {
    if (closed) {
      throw new IllegalStateException("Client instance has been closed.");
    }
    return byOcid.computeIfAbsent(
        target.streamOcid(),
        ocid -> new Region(target, factory, settings, registries, time, observer));
  }

  /** The region of a target, moved to the target's endpoint if that is another one by now. */
  public Region aligned(StreamTarget target) {
    Region region = of(target);
    if (!region.target().endpoint().equals(target.endpoint())) {
      region.moveTo(target.endpoint());
    }
    return region;
  }

  /** The region of a stream, if the stream belongs to the pair. */
  public synchronized @Nullable Region find(String streamOcid) {
    return byOcid.get(streamOcid);
  }

  public synchronized List<Region> all() {
    return new ArrayList<>(byOcid.values());
  }

  public synchronized void close() {
    closed = true;
    byOcid.values().forEach(Region::close);
  }
}
