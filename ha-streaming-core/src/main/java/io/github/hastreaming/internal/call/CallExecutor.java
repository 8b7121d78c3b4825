package io.github.hastreaming.internal.call;

import io.github.hastreaming.internal.counter.ClientCounters;
import io.github.hastreaming.internal.failover.FailoverCoordinator;
import io.github.hastreaming.internal.failover.Trials;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.internal.state.StateKeeper;
import io.github.hastreaming.internal.time.TimeSource;
import java.util.concurrent.CompletableFuture;

/** Runs the application's calls. Thread-safe. */
public final class CallExecutor {

  private final StateKeeper keeper;
  private final FailoverCoordinator coordinator;
  private final Trials trials;
  private final ClientCounters counters;
  private final Settings settings;
  private final TimeSource time;
  private final CompletableFuture<Void> closing = new CompletableFuture<>();

  public CallExecutor(
      StateKeeper keeper,
      FailoverCoordinator coordinator,
      Trials trials,
      ClientCounters counters,
      Settings settings,
      TimeSource time) {
    this.keeper = keeper;
    this.coordinator = coordinator;
    this.trials = trials;
    this.counters = counters;
    this.settings = settings;
    this.time = time;
  }

  /** Runs a call in whichever region serves, the active one first. */
  <R> R execute(StreamCall<R> call) {
    return execute(call, Route.fromActive(keeper, trials, call.operation()));
  }

  /** Runs a call in whichever region serves, the given one first. */
  <R> R executeFrom(Region first, StreamCall<R> call) {
    return execute(call, Route.from(first, keeper, trials, call.operation()));
  }

  /** Runs a call in one region or not at all. */
  <R> R executeIn(Region only, StreamCall<R> call) {
    return execute(call, Route.only(only, keeper, trials, call.operation()));
  }

  private <R> R execute(StreamCall<R> call, Route route) {
    requireOpen();
    return new CallExecution<>(call, this, route).run();
  }

  /** As the SDK's client does after its close. */
  public void requireOpen() {
    if (isClosed()) {
      throw closedException();
    }
  }

  boolean isClosed() {
    return closing.isDone();
  }

  static IllegalStateException closedException() {
    return new IllegalStateException("Client instance has been closed.");
  }

  /** Lets no further call in; attempts in flight end, and are not repeated. */
  public void close() {
    closing.complete(null);
  }

  /** Completed by {@link #close()}. */
  CompletableFuture<Void> closing() {
    return closing;
  }

  StateKeeper keeper() {
    return keeper;
  }

  FailoverCoordinator coordinator() {
    return coordinator;
  }

  ClientCounters counters() {
    return counters;
  }

  Settings settings() {
    return settings;
  }

  TimeSource time() {
    return time;
  }
}
