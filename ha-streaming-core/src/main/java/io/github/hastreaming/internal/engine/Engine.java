package io.github.hastreaming.internal.engine;

import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.event.ListenerRegistration;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.failover.FailoverControl;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.internal.call.CallExecutor;
import io.github.hastreaming.internal.call.StreamCalls;
import io.github.hastreaming.internal.counter.ClientCounters;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.event.LoggingListener;
import io.github.hastreaming.internal.failover.Failback;
import io.github.hastreaming.internal.failover.FailbackRules;
import io.github.hastreaming.internal.failover.FailoverCoordinator;
import io.github.hastreaming.internal.failover.FitnessWatch;
import io.github.hastreaming.internal.failover.NextState;
import io.github.hastreaming.internal.failover.PairParts;
import io.github.hastreaming.internal.failover.PinWatch;
import io.github.hastreaming.internal.failover.SecondaryFinder;
import io.github.hastreaming.internal.failover.SwitchByHand;
import io.github.hastreaming.internal.read.StreamReads;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.internal.state.Decisions;
import io.github.hastreaming.internal.state.StateKeeper;
import io.github.hastreaming.internal.state.StateSync;
import io.github.hastreaming.internal.time.DependableTime;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.target.StreamTarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client's parts, put together. Thread-safe. */
public final class Engine {

  private final ClientCounters counters = new ClientCounters();
  private final TimeSource time;
  private final Events events;
  private final ResolverContext context;
  private final Regions regions;
  private final StateKeeper keeper;
  private final StateSync sync;
  private final SecondaryFinder finder;
  private final FailoverCoordinator coordinator;
  private final Failback failback;
  private final PinWatch pins;
  private final OperatorControl control;
  private final CallExecutor executor;
  private final StreamCalls calls;
  private final StreamReads reads;

  public Engine(Settings settings, Application application, TimeSource source) {
    this.time = new DependableTime(source);
    this.context = application.context();
    this.regions = new Regions(application.factory(), settings, application.registries(), time);
    this.keeper = new StateKeeper(context.primary(), regions, time);
    this.events = events(application, time);
    Decisions decisions = new Decisions(keeper, events, counters.switches(), time);
    this.sync =
        new StateSync(application.store(), keeper, decisions, regions, context, events, time);
    FailbackPolicy policy = application.failbackPolicy();
    PairParts pair =
        new PairParts(
            keeper,
            decisions,
            new NextState(policy, time, ThisProcess.name()),
            regions,
            events,
            time);
    boolean initiates = settings.initiatesFailover();
    FitnessWatch fitness = new FitnessWatch(keeper, regions, events, time);
    this.finder =
        new SecondaryFinder(application.resolver(), context, keeper, fitness, time, initiates);
    this.coordinator = new FailoverCoordinator(pair, finder, fitness, initiates);
    boolean writesMayBeTried = settings.writeReplay() == WriteReplay.AT_LEAST_ONCE;
    this.failback = new Failback(pair, new FailbackRules(policy, writesMayBeTried), initiates);
    this.pins = new PinWatch(pair, coordinator);
    this.executor =
        new CallExecutor(keeper, coordinator, failback.trials(), counters, settings, time);
    this.control =
        new OperatorControl(new SwitchByHand(pair, finder, fitness), executor, this::status);
    this.calls = new StreamCalls(executor, settings, application.foreignClients());
    this.reads = new StreamReads(context.primary().streamOcid(), calls, pair, counters, settings);
    start();
  }

  private static Events events(Application application, TimeSource time) {
    List<FailoverListener> all = new ArrayList<>(List.of(new LoggingListener(time)));
    all.addAll(application.listeners());
    return new Events(all, time);
  }

  private void start() {
    regions.observedBy(coordinator);
    try {
      primary().makeClients(); // A missing HTTP provider or a broken factory shows now.
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    sync.start();
    if (keeper.state().isPrimaryActive()) {
      primary().warm(); // Else there is an outage, and it is left alone.
    }
    pins.start();
    failback.start();
    finder.start(coordinator::secondaryFound);
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

  public ListenerRegistration addListener(FailoverListener listener) {
    executor.requireOpen();
    return events.add(listener);
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
