package io.github.hastreaming.internal.failover;

import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state in force. Every change is one compare-and-set against the table its author saw, so a
 * hundred threads that see the same failure make one switch.
 *
 * <p>A change is in force at once and then offered to the store. It has the epoch that the store
 * will give it, or, while the store is away, no epoch of its own.
 */
public final class StateKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);

  private final Regions regions;
  private final TimeSource time;
  private final StreamTarget primary;
  private final List<Runnable> observers = new CopyOnWriteArrayList<>();
  private volatile RoutingTable table;
  private volatile Runnable onLocalChange = () -> {};

  // Guarded by this: what is known of the store.
  private Optional<FailoverState> stored = Optional.empty();
  private long storedEpoch;
  private Optional<FailoverState> lastOffered = Optional.empty();
  private boolean pending;
  private boolean storeAway;

  public StateKeeper(StreamTarget primary, Regions regions, TimeSource time) {
    this.regions = regions;
    this.time = time;
    this.primary = primary;
    this.table = tableOf(FailoverState.initial(primary, time.now()), time.nanoTime());
  }

  public RoutingTable table() {
    return table;
  }

  public FailoverState state() {
    return table.state();
  }

  /** The pair's primary, active or not. */
  public Region primary() {
    return regions.of(primary);
  }

  /** The primary's partition count, if the code or the admin API told it. */
  OptionalInt primaryPartitions() {
    FailoverState state = state();
    return state
        .primaryDescription()
        .map(primary -> OptionalInt.of(primary.partitions()))
        .or(() -> state.target(state.primaryOcid()).map(StreamTarget::partitions))
        .orElse(OptionalInt.empty());
  }

  /** Whether the state in force has yet to reach a store that is away. */
  public synchronized boolean isProvisional() {
    return pending && storeAway;
  }

  /** Told after each change that this process made. */
  void onLocalChange(Runnable listener) {
    this.onLocalChange = listener;
  }

  /** Told after each change, also one that others made; on the thread that made it, off locks. */
  void onChange(Runnable observer) {
    observers.add(observer);
  }

  /**
   * Puts a new state in force.
   *
   * @param seen the table the change is based on
   * @param next the new state; its epoch is set here
   * @return false if somebody else changed it since
   */
  public boolean change(RoutingTable seen, FailoverState next) {
    synchronized (this) {
      if (table != seen) {
        return false;
      }
      pending = true;
      install(next);
    }
    onLocalChange.run();
    observers.forEach(Runnable::run);
    return true;
  }

  /** Puts a secondary first among the known ones; returns false if it is there already. */
  public boolean learnSecondary(StreamTarget secondary) {
    return learn(state -> KnownStreams.withSecondary(state, secondary, time.now()));
  }

  /** Keeps what the primary was created with; returns false if that is known already. */
  public boolean learnPrimary(StreamDescription description) {
    return learn(
        state ->
            state.primaryDescription().isPresent()
                ? state
                : state.toBuilder().primaryDescription(Optional.of(description)).build());
  }

  private boolean learn(UnaryOperator<FailoverState> knowledge) {
    while (true) {
      RoutingTable seen = table;
      FailoverState next = knowledge.apply(seen.state());
      if (next.equals(seen.state())) {
        return false;
      }
      if (change(seen, next)) {
        return true;
      }
    }
  }

  /** What the store has yet to be told. */
  synchronized Optional<Offer> offer() {
    if (!pending) {
      return Optional.empty();
    }
    FailoverState next = withEpoch(state(), storedEpoch + 1);
    lastOffered = Optional.of(next);
    return Optional.of(new Offer(stored, next));
  }

  /** The store took an offer. */
  synchronized void accepted(FailoverState offered) {
    stored = Optional.of(offered);
    storedEpoch = offered.epoch();
    pending = !withEpoch(state(), storedEpoch).equals(offered);
    install(state());
  }

  /**
   * The store holds this: a change that others made comes into force.
   *
   * @return the table it replaced, or null if the state in force stays
   */
  @Nullable RoutingTable observed(Optional<FailoverState> loaded) {
    RoutingTable replaced = compared(loaded);
    if (replaced != null) {
      observers.forEach(Runnable::run);
    }
    return replaced;
  }

  private synchronized @Nullable RoutingTable compared(Optional<FailoverState> loaded) {
    if (loaded.isEmpty()) {
      storeIsEmpty();
      return null;
    }
    FailoverState found = loaded.get();
    if (stored.filter(found::equals).isPresent()) {
      return null;
    }
    if (lastOffered.filter(found::equals).isPresent()) {
      accepted(found); // Our own, though its acknowledgement was lost.
      return null;
    }
    boolean sameVersion = stored.filter(found::isVersion).isPresent();
    if (sameVersion && pending) {
      stored = loaded; // Edited without a new epoch: no reason to give up what we decided.
      install(state().toBuilder().otherFields(found.otherFields()).build());
      return null;
    }
    return adopt(found);
  }

  private void storeIsEmpty() {
    if (stored.isPresent()) {
      LOG.warn("The state store has lost its state; it is offered the one in force");
      stored = Optional.empty();
      pending = true;
      install(state());
    }
  }

  private @Nullable RoutingTable adopt(FailoverState found) {
    RoutingTable before = table;
    FailoverState ours = before.state();
    if (storedEpoch > found.epoch() || !ours.lineage().equals(found.lineage())) {
      stored.ifPresent(
          last -> LOG.warn("The state store was restored or made anew: {} after {}", found, last));
    }
    Instant now = time.now();
    FailoverState next = KnownStreams.merged(found, ours, primary, now);
    FailoverState asStored = KnownStreams.merged(found, found, primary, now);
    if (keepsOurDecision(found)) {
      next = withDecisionOf(ours, next);
    }
    stored = Optional.of(found);
    storedEpoch = found.epoch();
    pending = !next.equals(asStored);
    if (!next.activeOcid().equals(ours.activeOcid())) {
      next.target(next.activeOcid()).ifPresent(active -> regions.of(active).resetBreakers());
    }
    install(next);
    return table == before ? null : before;
  }

  /**
   * Whether what we decided is decided again on top of the store's state: where others only added
   * what they know and decided nothing, the failure that we saw still stands. A decision made
   * without the store never outlives a state that the store got meanwhile.
   */
  private boolean keepsOurDecision(FailoverState found) {
    FailoverState base = stored.orElse(null);
    boolean nobodyDecided =
        base == null ? isUntouched(found) : RoutingTable.isSameDecision(base, found);
    boolean weDecided =
        base == null ? !isUntouched(state()) : !RoutingTable.isSameDecision(base, state());
    return pending && !storeAway && nobodyDecided && weDecided;
  }

  private static boolean isUntouched(FailoverState state) {
    return state.isPrimaryActive() && state.reason().isEmpty() && state.pin().isEmpty();
  }

  private static FailoverState withDecisionOf(FailoverState ours, FailoverState onto) {
    return onto.toBuilder()
        .activeOcid(ours.activeOcid())
        .failedKinds(ours.failedKinds())
        .since(ours.since())
        .reason(ours.reason())
        .changedBy(ours.changedBy())
        .holdDown(ours.holdDown())
        .holdDownSince(ours.holdDownSince())
        .byHand(ours.isByHand())
        .pin(ours.pin())
        .build();
  }

  /** From now on changes have no epoch of their own. */
  synchronized void storeIsAway() {
    storeAway = true;
    install(state());
  }

  synchronized void storeIsBack() {
    storeAway = false;
    install(state());
  }

  private void install(FailoverState next) {
    FailoverState numbered = withEpoch(next, pending && !storeAway ? storedEpoch + 1 : storedEpoch);
    RoutingTable before = table;
    if (!numbered.equals(before.state())) {
      boolean heldStill = RoutingTable.isSameHoldDown(numbered, before.state());
      table = tableOf(numbered, heldStill ? before.heldSince() : time.nanoTime());
    }
  }

  private static FailoverState withEpoch(FailoverState state, long epoch) {
    return state.toBuilder().epoch(epoch).build();
  }

  /** The active region first, then the primary, then the current secondary. */
  private RoutingTable tableOf(FailoverState state, long heldSince) {
    List<Region> ranked = new ArrayList<>();
    state.target(state.activeOcid()).ifPresent(target -> ranked.add(regions.of(target)));
    state.target(state.primaryOcid()).ifPresent(target -> addOnce(ranked, regions.of(target)));
    state.secondary().ifPresent(target -> addOnce(ranked, regions.of(target)));
    return new RoutingTable(state, ranked, heldSince);
  }

  private static void addOnce(List<Region> ranked, Region region) {
    if (!ranked.contains(region)) {
      ranked.add(region);
    }
  }
}
