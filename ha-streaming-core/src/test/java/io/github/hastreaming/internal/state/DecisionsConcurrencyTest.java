package io.github.hastreaming.internal.state;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.failover.SwitchReason;
import io.github.hastreaming.internal.counter.SwitchCounters;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.region.ResilienceRegistries;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.contract.States;
import io.github.hastreaming.support.ScriptedRegion;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.target.StreamTimeouts;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving, within bounds, of switches and the store's answers: whatever threads do at
 * once, the results are those of a counter that one thread at a time counts up.
 */
@Tag("environment")
class DecisionsConcurrencyTest {

  private static final TimeSource TIME = new StoppedTime();
  private static final Regions REGIONS = regions();

  /** Immutable, or the same in every run: where a thread is in them does not matter. */
  private static final String[] VALUES = {
    FailoverState.class.getName(),
    FailoverState.Builder.class.getName(),
    Regions.class.getName(),
    RoutingTable.class.getName(),
    OneLine.class.getName()
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

  /** Decisions and the keeper, used as their callers use them. */
  public static final class Keeper {

    private final StateKeeper keeper = new StateKeeper(States.PRIMARY, REGIONS, TIME);
    private final SwitchCounters switches = new SwitchCounters();
    private final Decisions decisions =
        new Decisions(keeper, new Events(List.of(), TIME), switches, TIME);

    /** To the other region, wherever that is; returns the switch's number. */
    @Operation
    public long switchOver() {
      long[] epoch = {0};
      decisions.decide(
          SwitchReason.BY_HAND,
          0,
          seen -> {
            FailoverState next = switched(seen.state());
            epoch[0] = seen.state().epoch() + 1;
            return next;
          });
      return epoch[0];
    }

    private static FailoverState switched(FailoverState seen) {
      StreamTarget to = seen.isPrimaryActive() ? States.SECONDARY : States.PRIMARY;
      return seen.toBuilder()
          .targets(List.of(States.PRIMARY, States.SECONDARY))
          .activeOcid(to.streamOcid())
          .build();
    }

    /**
     * A switch is in force and counted under the keeper's lock: whoever holds it sees both or
     * neither. (Calls read the state without the lock, a moment before it is counted.)
     */
    @Operation
    public long counted() {
      synchronized (keeper) {
        return switches.snapshot().values().stream()
            .mapToLong(reasons -> reasons.getOrDefault(SwitchReason.BY_HAND, 0L))
            .sum();
      }
    }

    @Operation
    public long epoch() {
      synchronized (keeper) {
        return keeper.state().epoch();
      }
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

    public long counted() {
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
            TIME);
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
