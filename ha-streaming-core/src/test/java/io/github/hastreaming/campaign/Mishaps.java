package io.github.hastreaming.campaign;

import com.oracle.bmc.responses.BmcResponse;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What an application's own code and its process do to the library now and then: callbacks throw
 * Errors, and threads cannot be started. Each does no more damage than its own answer.
 */
final class Mishaps {

  private static final int ONE_IN = 12;

  private final Random random;
  private final LongSupplier clock;
  private final AtomicInteger classifications = new AtomicInteger();
  private volatile boolean on;
  private volatile long resolverFailedAt;

  /**
   * @param on whether they happen at all
   */
  Mishaps(long seed, boolean on, LongSupplier clock) {
    this.random = new Random(~seed);
    this.clock = clock;
    this.on = on;
    this.resolverFailedAt = clock.getAsLong() - Duration.ofDays(1).toNanos();
  }

  boolean areOn() {
    return on;
  }

  /** From now on everything does what it should. */
  void end() {
    on = false;
  }

  private synchronized boolean happens() {
    return on && random.nextInt(ONE_IN) == 0;
  }

  /** A callback begins. */
  void callback() {
    if (happens()) {
      throw new NoClassDefFoundError("a class of the application's callback");
    }
  }

  /** A thread is to be started. */
  void thread() {
    if (happens()) {
      throw new OutOfMemoryError("unable to create native thread");
    }
  }

  /** For how long the resolver has not failed, in nanoseconds. */
  long sinceResolverFailed() {
    return clock.getAsLong() - resolverFailedAt;
  }

  /** How often nobody could tell what a failure means: then it is the caller's. */
  int classifications() {
    return classifications.get();
  }

  FailureClassifier classifier() {
    return new FailureClassifier() {
      @Override
      public FailureKind classify(StreamOperation operation, Throwable failure) {
        if (happens()) {
          classifications.incrementAndGet();
          throw new AssertionError("the application's classifier");
        }
        return FailureClassifier.standard().classify(operation, failure);
      }

      @Override
      public FailureKind classifyResponse(StreamOperation operation, BmcResponse response) {
        callback();
        return FailureClassifier.standard().classifyResponse(operation, response);
      }
    };
  }

  FailoverStateStore around(FailoverStateStore store) {
    return new FailoverStateStore() {
      @Override
      public Optional<FailoverState> load(String primaryOcid) {
        callback();
        return store.load(primaryOcid);
      }

      @Override
      public boolean compareAndSet(Optional<FailoverState> expected, FailoverState next) {
        callback();
        return store.compareAndSet(expected, next);
      }

      @Override
      public Duration defaultPollInterval() {
        return store.defaultPollInterval();
      }
    };
  }

  SecondaryResolver around(SecondaryResolver resolver) {
    return new SecondaryResolver() {
      @Override
      public List<StreamTarget> find(ResolverContext context) {
        ask();
        return resolver.find(context);
      }

      @Override
      public Optional<StreamTarget> provision(ResolverContext context) {
        ask();
        return resolver.provision(context);
      }

      @Override
      public Optional<io.github.hastreaming.target.StreamDescription> describePrimary(
          ResolverContext context) {
        callback();
        return resolver.describePrimary(context);
      }

      @Override
      public EndpointPolicy trusting(EndpointPolicy policy) {
        return resolver.trusting(policy);
      }

      private void ask() {
        if (happens()) {
          resolverFailedAt = clock.getAsLong();
          throw new LinkageError("the application's resolver");
        }
      }
    };
  }
}
