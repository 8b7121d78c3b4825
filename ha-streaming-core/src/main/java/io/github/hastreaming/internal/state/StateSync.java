package io.github.hastreaming.internal.state;

import io.github.hastreaming.event.StateStoreFailed;
import io.github.hastreaming.event.StateStoreRecovered;
import io.github.hastreaming.internal.event.Events;
import io.github.hastreaming.internal.event.PacedLog;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.StateStoreException;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the state in force and the store's state the same, off the call path: the store's changes
 * come into force, this process's changes are offered by compare-and-set, and where both changed
 * the store's state wins.
 */
public final class StateSync {

  private static final Logger LOG = LoggerFactory.getLogger(StateSync.class);

  /** Each lost compare-and-set means that another process won one; the next poll goes on. */
  private static final int MAX_OFFERS_A_ROUND = 5;

  /** A store looks at what it has before it changes it. */
  private static final Duration LONGEST_CHANGE = Defaults.STATE_STORE_TIMEOUT.multipliedBy(2);

  private static final String NO_ANSWER = "it does not answer";

  private final StateStoreSettings settings;
  private final StateKeeper keeper;
  private final Decisions decisions;
  private final Regions regions;
  private final ResolverContext context;
  private final Events events;
  private final TimeSource time;
  private final StoreRounds rounds;
  private final PacedLog log;
  private @Nullable String failure; // Guarded by this.

  public StateSync(
      StateStoreSettings settings,
      StateKeeper keeper,
      Decisions decisions,
      Regions regions,
      ResolverContext context,
      Events events,
      TimeSource time) {
    this.decisions = decisions;
    this.settings = settings;
    this.keeper = keeper;
    this.regions = regions;
    this.context = context;
    this.events = events;
    this.time = time;
    this.log = new PacedLog(time);
    this.rounds =
        new StoreRounds(time, settings.pollInterval(), this::round, () -> failed(NO_ANSWER));
  }

  /** Begins, and waits for the stored state, but not longer than a client's start may take. */
  public void start() {
    keeper.onLocalChange(rounds::request);
    rounds.request();
    await(NO_ANSWER);
  }

  /** Why the store cannot be used now; empty if it can. */
  public synchronized Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Ends; what this process decided last is stored first, if that takes no longer than a start. */
  public void close() {
    if (failure().isEmpty()) {
      await("its last change may be lost: the store does not answer");
    }
    rounds.close();
  }

  private void await(String otherwise) {
    try {
      if (!time.await(rounds.idle(), Defaults.STATE_STORE_TIMEOUT)) {
        failed(otherwise);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round(StoreRound round) {
    try {
      exchange(round);
    } catch (Throwable e) { // A store is the application's and may throw anything.
      if (round.counts()) {
        String reason = String.valueOf(e.getMessage() == null ? e : e.getMessage());
        failed(round.isOverdue() ? NO_ANSWER : reason); // What it threw is about the interrupt.
      }
    }
  }

  private void exchange(StoreRound round) {
    for (int offers = 0; offers < MAX_OFFERS_A_ROUND; offers++) {
      round.beginCall(Defaults.STATE_STORE_TIMEOUT);
      Optional<FailoverState> loaded = settings.store().load(context.primary().streamOcid());
      loaded.ifPresent(this::requireUsable);
      if (!round.counts()) {
        return;
      }
      if (decisions.observed(loaded)) {
        warmOthers();
      }
      Optional<Offer> offer = keeper.offer();
      if (offer.isEmpty()) {
        break;
      }
      round.beginCall(LONGEST_CHANGE);
      boolean taken = settings.store().compareAndSet(offer.get().expected(), offer.get().next());
      if (!round.counts()) {
        return;
      }
      if (taken) {
        keeper.accepted(offer.get().next());
      }
    }
    recovered();
  }

  /** Stores are written by others: their targets are trusted only as far as their endpoints are. */
  private void requireUsable(FailoverState state) {
    String primary = context.primary().streamOcid();
    List<StreamTarget> known = keeper.state().targets();
    if (!state.primaryOcid().equals(primary)) {
      throw new StateStoreException(
          "it holds the state of another primary, " + state.primaryOcid(), null);
    }
    for (StreamTarget target : state.targets()) {
      boolean ours =
          target.streamOcid().equals(primary)
              || known.stream().anyMatch(of -> KnownStreams.isSame(of, target));
      if (!ours) {
        try {
          context.endpointPolicy().requireTrusted(target);
        } catch (IllegalArgumentException e) {
          throw new StateStoreException("its state is refused: " + e.getMessage(), e);
        }
      }
    }
  }

  /** Whatever becomes active is to be ready. */
  private void warmOthers() {
    FailoverState now = keeper.state();
    for (StreamTarget target : now.targets()) {
      if (!target.streamOcid().equals(now.primaryOcid())) {
        time.execute(() -> warm(target));
      }
    }
  }

  private void warm(StreamTarget target) {
    try {
      regions.aligned(target).warm();
    } catch (Throwable e) { // A factory is the application's and may throw anything.
      LOG.warn("No client could be made for {}: {}", target, e.toString());
    }
  }

  private void failed(String reason) {
    keeper.storeIsAway();
    synchronized (this) {
      if (failure != null) {
        if (!failure.equals(reason)) {
          String line = "The state store " + settings.store() + " still fails: " + reason;
          log.log("still fails", LOG::warn, line);
        }
        failure = reason;
        return;
      }
      failure = reason;
    }
    String store = settings.store().toString();
    events.publish(l -> l.onStateStoreFailed(new StateStoreFailed(store, reason, time.now())));
  }

  private void recovered() {
    keeper.storeIsBack();
    synchronized (this) {
      if (failure == null) {
        return;
      }
      failure = null;
    }
    String store = settings.store().toString();
    events.publish(l -> l.onStateStoreRecovered(new StateStoreRecovered(store, time.now())));
  }
}
