package io.github.hastreaming.internal.region;

import io.github.hastreaming.call.CallKind;
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
  private final ServiceClock serviceClock;
  private final AnswerTimesByKind usual = new AnswerTimesByKind();
  private volatile OpenObserver observer = OpenObserver.NONE;
  private final Map<String, Region> byOcid = new LinkedHashMap<>();
  private boolean closed;

  public Regions(
      StreamFactory factory, Settings settings, ResilienceRegistries registries, TimeSource time) {
    this.factory = factory;
    this.settings = settings;
    this.registries = registries;
    this.time = time;
    this.serviceClock = new ServiceClock(time);
  }

  /** Who is told of breakers that open from now on. */
  public void observedBy(OpenObserver newObserver) {
    this.observer = newObserver;
  }

  /** What time it is by the service's answers. */
  public ServiceClock serviceClock() {
    return serviceClock;
  }

  /** The region of a target, made if it is new. */
  public synchronized Region of(StreamTarget target) {
    if (closed) {
      throw new IllegalStateException("Client instance has been closed.");
    }
    return byOcid.computeIfAbsent(
        target.streamOcid(),
        ocid ->
            new Region(
                target, factory, settings, registries, usual, serviceClock, time, new Troubles()));
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

  private final class Troubles implements RegionObserver {

    @Override
    public void onOpened(Region region, CallKind kind, OpenCause cause) {
      observer.opened(region, kind, cause);
    }

    @Override
    public void onConfirmed(Region region, CallKind kind, OpenCause cause) {
      observer.confirmed(region, kind, cause);
    }

    @Override
    public void onDoubted(Doubt doubt) {
      for (Region region : all()) {
        time.execute(() -> ask(region, doubt));
      }
    }

    private void ask(Region region, Doubt doubt) {
      if (region.probePatiently().isAnswered()) {
        doubt.answeredBy(region);
      }
    }

    @Override
    public boolean isServedElsewhere(Region region, CallKind kind) {
      return observer.isServedElsewhere(region, kind);
    }
  }
}
