package io.github.hastreaming.cli;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.failover.FailoverControl;
import io.github.hastreaming.failover.HaStreamStatus;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.StateStoreException;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Gives commands to a fleet by way of its store, as a client that decides nothing by itself. */
final class Fleet implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 50;

  private final StoreOptions options;
  private final OpenStore store;
  private @Nullable HaStreamClient client; // Made for the first command, or before.

  Fleet(StoreOptions options, OpenStore store) {
    this.options = options;
    this.store = store;
  }

  /** What the store holds, whatever its endpoints are. */
  FailoverState state() {
    return options.load(store);
  }

  /**
   * The same, to send requests to its streams: they are signed.
   *
   * @throws IllegalStateException if an endpoint is neither Oracle's nor allowed
   */
  FailoverState trustedState() {
    FailoverState state = state();
    EndpointPolicy policy = EndpointPolicy.allowing(options.credentials().allowedHosts());
    try {
      state.targets().forEach(policy::requireTrusted);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "the store's state is refused: " + e.getMessage() + " (--allow-endpoint-host)", e);
    }
    return state;
  }

  /**
   * Gives a command and waits until the store has it.
   *
   * @param isDone whether a stored state is what was commanded
   * @return the stored state
   * @throws IllegalStateException if the command is refused
   * @throws StateStoreException if the store does not take it
   */
  FailoverState command(Consumer<FailoverControl> command, Predicate<FailoverState> isDone)
      throws InterruptedException {
    HaStreamClient ready = connect();
    if (!ready.status().isStateStoreOk()) {
      throw new StateStoreException(
          "the store cannot be used: " + ready.status().stateStoreFailure().orElse(""), null);
    }
    command.accept(ready.failover());
    return awaitStored(ready, isDone);
  }

  /** Makes what a command needs, so that no command is timed with it. */
  HaStreamClient connect() {
    HaStreamClient ready = client;
    if (ready == null) {
      ready = newClient(trustedState());
      client = ready;
    }
    return ready;
  }

  private HaStreamClient newClient(FailoverState state) {
    StreamTarget primary = state.target(state.primaryOcid()).orElseThrow();
    List<StreamTarget> secondaries = state.secondary().stream().toList();
    return HaStreamClient.builder()
        .primary(primary)
        .secondaryResolver(context -> secondaries)
        .stateStore(store.store())
        .initiatesFailover(false)
        .clientConfigurator(options.network().clientConfigurator())
        .allowedEndpointHosts(options.credentials().allowedHosts().toArray(String[]::new))
        .build(options.credentials().provider());
  }

  /** What is in force here when a command returns is stored soon after. */
  private FailoverState awaitStored(HaStreamClient client, Predicate<FailoverState> isDone)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String stored;
      try {
        FailoverState state = state();
        HaStreamStatus inForce = client.status();
        if (isDone.test(state) && state.epoch() == inForce.epoch() && !inForce.isProvisional()) {
          return state;
        }
        stored = "it holds " + state;
      } catch (StateStoreException e) {
        stored = e.getMessage();
      }
      if (System.nanoTime() > end) {
        throw new StateStoreException(
            "the store may not have taken it within "
                + PATIENCE.toSeconds()
                + " s: "
                + stored
                + ". Look at the status before you repeat the command",
            null);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
