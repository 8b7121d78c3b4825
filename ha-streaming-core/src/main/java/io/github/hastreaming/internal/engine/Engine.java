package io.github.hastreaming.internal.engine;

import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.failover.FailoverControl;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.internal.call.CallExecutor;
import io.github.hastreaming.internal.call.StreamCalls;
import io.github.hastreaming.internal.counter.ClientCounters;
import io.github.hastreaming.internal.counter.SwitchCounters;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.event.LoggingListener;
import io.github.hastreaming.internal.failover.Failback;
import io.github.hastreaming.internal.failover.FailoverCoordinator;
import io.github.hastreaming.internal.failover.PinWatch;
import io.github.hastreaming.internal.failover.SecondaryFinder;
import io.github.hastreaming.internal.failover.StateKeeper;
import io.github.hastreaming.internal.failover.StateStoreSettings;
import io.github.hastreaming.internal.failover.StateSync;
import io.github.hastreaming.internal.failover.SwitchByHand;
import io.github.hastreaming.internal.read.StreamReads;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.region.ResilienceRegistries;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One client's parts, put together. Thread-safe. */
public final class Engine {

  private final ClientCounters counters = new ClientCounters();
  private final TimeSource time;
  private final ResolverContext context;
  private final Regions regions;
  private final StateKeeper keeper;
  private final StateSync sync;
  private final FailoverCoordinator coordinator;
  private final Failback failback;
  private final PinWatch pins;
  private final OperatorControl control;
  private final CallExecutor executor;
  private final StreamCalls calls;
  private final StreamReads reads;

  /**
   * @param foreignClients whether {@code factory} is the application's
   */
  public Engine(
      Settings settings,
      ResolverContext context,
      SecondaryResolver resolver,
      StreamFactory factory,
      boolean foreignClients,
      ResilienceRegistries registries,
      StateStoreSettings store,
      FailbackPolicy policy,
      List<FailoverListener> listeners,
      TimeSource time) {
    this.time = time;
    this.context = context;
    this.regions =
        new Regions(
            factory,
            settings,
            registries,
            time,
            (region, kind, reason) -> coordinator().breakerOpened(region, kind, reason));
    this.keeper = new StateKeeper(context.primary(), regions, time);
    List<FailoverListener> all = new ArrayList<>(List.of(new LoggingListener(time)));
    all.addAll(listeners);
    Events events = new Events(all, time);
    SwitchCounters switches = counters.switches();
    this.sync = new StateSync(store, keeper, regions, context, events, switches, time);
    SecondaryFinder finder =
        new SecondaryFinder(
            resolver,
            context,
            keeper,
            time,
            target -> coordinator().secondaryFound(target),
            settings.initiatesFailover());
    String self = ThisProcess.name();
    this.coordinator =
        new FailoverCoordinator(
            keeper,
            regions,
            finder,
            events,
            time,
            policy,
            switches,
            self,
            settings.initiatesFailover());
    boolean writesMayBeTried = settings.writeReplay() == WriteReplay.AT_LEAST_ONCE;
    this.failback =
        new Failback(
            keeper,
            events,
            time,
            policy,
            writesMayBeTried,
            switches,
            self,
            settings.initiatesFailover());
    this.pins = new PinWatch(keeper, coordinator, events, time);
    this.executor =
        new CallExecutor(keeper, coordinator, failback.trials(), counters, settings, time);
    SwitchByHand byHand = new SwitchByHand(coordinator, policy);
    this.control = new OperatorControl(byHand, executor, this::status);
    this.calls =
        new StreamCalls(executor, settings.writeReplay(), settings.classifier(), foreignClients);
    this.reads =
        new StreamReads(
            context.primary().streamOcid(),
            calls,
            keeper,
            regions,
            settings.classifier(),
            events,
            counters,
            time,
            settings.sweepInterval());
    try {
      primary().warm(); // A missing HTTP provider or a broken factory shows now.
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    sync.start();
    pins.start();
    failback.start();
    finder.start();
  }

  private FailoverCoordinator coordinator() {
    return Objects.requireNonNull(coordinator);
  }

  /** The writes to a stream, which must be the pair's. */
  public StreamCalls writesTo(@Nullable String streamId) {
    requirePairs(streamId);
    return calls;
  }

  /** The reads of a stream, which must be the pair's. */
  public StreamReads readsOf(@Nullable String streamId) {
    requirePairs(streamId);
    return reads;
  }

  private void requirePairs(@Nullable String streamId) {
    executor.requireOpen();
    // A null or blank OCID goes to the SDK's own validation.
    boolean isPairs =
        streamId == null
            || streamId.isBlank()
            || streamId.equals(context.primary().streamOcid())
            || regions.find(streamId) != null;
    if (!isPairs) {
      throw new IllegalArgumentException(
          "streamId "
              + streamId
              + " is not the stream of this client, "
              + context.primary().streamOcid()
              + ": build one HaStreamClient for each stream");
    }
  }

  public StreamTarget originOf(String cursor) {
    executor.requireOpen();
    return reads.originOf(cursor);
  }

  public String activeEndpoint() {
    return keeper.table().active().target().endpoint();
  }

  public void setPrimaryEndpoint(String endpoint) {
    executor.requireOpen();
    StreamTarget moved = primary().target().withEndpoint(endpoint);
    context.endpointPolicy().requireSafe(moved);
    primary().moveTo(endpoint);
  }

  public void renewClients() {
    executor.requireOpen();
    regions.all().forEach(Region::renewClients);
  }

  public HaStreamStatus status() {
    return StatusReport.of(keeper, sync, regions, coordinator, failback, counters);
  }

  public FailoverControl control() {
    return control;
  }

  private Region primary() {
    return keeper.primary();
  }

  public void close() {
    executor.close();
    failback.close();
    sync.close();
    time.close(); // First, so that no background task is surprised by a closed region.
    regions.close();
  }
}
