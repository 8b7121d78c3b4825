package io.github.hastreaming.internal.failover;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.region.ResilienceRegistries;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.contract.States;
import io.github.hastreaming.support.ScriptedRegion;
import io.github.hastreaming.target.StreamTimeouts;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving, within bounds, of switches and the store's answers: whatever threads do at
 * once, the results are those of a counter that one thread at a time counts up.
 */
@Tag("environment")
class StateKeeperConcurrencyTest {

  private static final TimeSource TIME = new StoppedTime();
  private static final Regions REGIONS = regions();

  /** Immutable, or the same in every run: where a thread is in them does not matter. */
  private static final String[] VALUES = {
    FailoverState.class.getName(),
    FailoverState.Builder.class.getName(),
    Regions.class.getName(),
    RoutingTable.class.getName()
  };

  @Test
  void eachSwitchHasANumberOfItsOwnWhateverTheStoreDoesMeanwhile() {
    new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(10)
        .invocationsPerIteration(60)
        .addGuarantee(forClasses(VALUES).allMethods().ignore())
        .sequentialSpecification(Counter.class)
        .check(Keeper.class);
  }

  /** The keeper, used as its callers use it. */
  public static final class Keeper {

    private final StateKeeper keeper = new StateKeeper(States.PRIMARY, REGIONS, TIME);

    /** To the other region, wherever that is; returns the switch's number. */
    @Operation
    public long switchOver() {
      AtomicLong epoch = new AtomicLong();
      RoutingTable seen;
      do {
        seen = keeper.table();
      } while (!keeper.change(
          seen, switched(seen), installed -> epoch.set(installed.state().epoch())));
      return epoch.get();
    }

    private static FailoverState switched(RoutingTable seen) {
      boolean there = seen.state().isPrimaryActive();
      return seen.state().toBuilder()
          .targets(List.of(States.PRIMARY, States.SECONDARY))
          .activeOcid((there ? States.SECONDARY : States.PRIMARY).streamOcid())
          .build();
    }

    @Operation
    public long epoch() {
      return keeper.state().epoch();
    }

    /** The store takes what it has yet to be told; there is one such round at a time. */
    @Operation(nonParallelGroup = "store")
    public long store() {
      Offer offer = keeper.offer().orElse(null);
      if (offer == null) {
        return 0;
      }
      keeper.accepted(offer.next());
      return offer.next().epoch();
    }
  }

  /** What the keeper is to look like from outside. */
  public static final class Counter {

    private long epoch;
    private long stored;

    public long switchOver() {
      return ++epoch;
    }

    public long epoch() {
      return epoch;
    }

    public long store() {
      if (stored == epoch) {
        return 0;
      }
      stored = epoch;
      return stored;
    }
  }

  private static Regions regions() {
    StreamTimeouts timeouts = new StreamTimeouts(Defaults.CONNECT_TIMEOUT, Defaults.READ_TIMEOUT);
    Settings settings =
        new Settings(
            timeouts,
            timeouts,
            RetryConfig.ofDefaults(),
            CircuitBreakerConfig.custom().slidingWindowSize(1).minimumNumberOfCalls(1).build(),
            Defaults.BREAKER_OPEN_TIME,
            Defaults.CALL_TIMEOUT,
            Defaults.SLOW_CALL_THRESHOLD,
            Defaults.MAX_CONCURRENT_CALLS,
            Defaults.SWEEP_INTERVAL,
            WriteReplay.AT_LEAST_ONCE,
            true,
            FailureClassifier.standard());
    ResilienceRegistries registries =
        new ResilienceRegistries(CircuitBreakerRegistry.ofDefaults(), RetryRegistry.ofDefaults());
    Regions regions =
        new Regions(
            (target, limits) -> new ScriptedRegion(target).client(false),
            settings,
            registries,
            TIME,
            (region, kind, reason) -> {});
    regions.of(States.PRIMARY);
    regions.of(States.SECONDARY);
    return regions;
  }

  /** Nothing waits for it, and it is small enough for the model checker. */
  private static final class StoppedTime implements TimeSource {

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public boolean await(CompletableFuture<?> signal, Duration atMost) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
