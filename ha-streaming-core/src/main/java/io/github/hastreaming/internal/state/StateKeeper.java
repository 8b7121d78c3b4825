package io.github.hastreaming.internal.state;

import io.github.hastreaming.internal.event.PacedLog;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.region.Regions;
import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.internal.time.Repeating;
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
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the state in force. Every change is made of the state in force, under one lock, so a
 * hundred threads that see the same failure make one switch.
 *
 * <p>A change is in force at once and then offered to the store.
 */
public final class StateKeeper {

  /** Told of a change under the keeper's lock; must not block. */
  interface Installed {

    void installed(RoutingTable before, RoutingTable now);
  }

  private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);

  private final Regions regions;
  private final TimeSource time;
  private final StreamTarget primary;
  private final PacedLog log;
  private final StoreView store = new StoreView(); // Guarded by this.
  private final LaggingReads lagging = new LaggingReads(); // Guarded by this.
  private @Nullable UnaryOperator<FailoverState> command; // Not stored yet. Guarded by this.
  private final List<Runnable> observers = new CopyOnWriteArrayList<>();
  private volatile RoutingTable table;
  private volatile Runnable onLocalChange = () -> {};

  public StateKeeper(StreamTarget primary, Regions regions, TimeSource time) {
    this.regions = regions;
    this.time = time;
    this.primary = primary;
    this.log = new PacedLog(time);
    long now = time.nanoTime();
    this.table = tableOf(FailoverState.initial(primary, time.now()), now, now);
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
  public OptionalInt primaryPartitions() {
    FailoverState state = state();
    return state
        .primaryDescription()
        .map(primary -> OptionalInt.of(primary.partitions()))
        .or(() -> state.target(state.primaryOcid()).map(StreamTarget::partitions))
        .orElse(OptionalInt.empty());
  }

  /** Whether the state in force has yet to reach a store that is away. */
  public synchronized boolean isProvisional() {
    return store.isPending() && store.isAway();
  }

  /** Told after each change that this process made. */
  void onLocalChange(Runnable listener) {
    this.onLocalChange = listener;
  }

  /** Told after each change, also one that others made; on the thread that made it, off locks. */
  public void onChange(Runnable observer) {
    observers.add(observer);
  }

  /**
   * Puts in force what is made of the state in force.
   *
   * @param change the next state; the same one if nothing is to be changed. Called under the lock,
   *     so it never loses a race: it must be quick and without effects
   * @param told under the lock what came into force, before anybody can change it again
   * @return whether anything was changed
   */
  boolean change(Function<RoutingTable, FailoverState> change, Installed told) {
    return change(change, null, told);
  }

  /**
   * Puts in force what somebody commanded. Should another process have stored something else
   * meanwhile, it is commanded again on top of that.
   *
   * @param command as in {@link #change}; throws if what is wanted cannot be done
   */
  boolean command(UnaryOperator<FailoverState> command, Installed told) {
    return change(table -> command.apply(table.state()), command, told);
  }

  private boolean change(
      Function<RoutingTable, FailoverState> change,
      @Nullable UnaryOperator<FailoverState> commanded,
      Installed told) {
    RoutingTable seen = table;
    try {
      synchronized (this) {
        RoutingTable before = table;
        FailoverState next = change.apply(before);
        if (next.equals(before.state())) {
          return false;
        }
        if (commanded != null || !before.state().decision().agreesWith(next.decision())) {
          command = commanded; // What was commanded before is superseded.
        }
        install(store.changed(before.state(), next));
        told.installed(before, table);
      }
    } finally {
      if (table != seen) { // What came into force is followed, whatever went wrong afterwards.
        tell(onLocalChange);
        observers.forEach(this::tell);
      }
    }
    return true;
  }

  /** Who follows the state must not miss a change: there may be no other for hours. */
  private void tell(Runnable observer) {
    Repeating.untilDone("Following the state", time, observer);
  }

  /** Puts a secondary first among the known ones; returns false if it is there already. */
  public boolean learnSecondary(StreamTarget secondary) {
    return learn(state -> KnownStreams.withSecondary(state, secondary, time()));
  }

  /** A host's clock that is days ahead must not make the fleet forget where messages are. */
  private KnownStreams.Time time() {
    Optional<Instant> ofService = regions.serviceClock().now();
    return new KnownStreams.Time(ofService.orElseGet(time::now), ofService.isPresent());
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
    return change(table -> knowledge.apply(table.state()), (before, now) -> {});
  }

  /** What the store has yet to be told. */
  synchronized Optional<Offer> offer() {
    return store.offer(state());
  }

  /** The store took an offer. */
  synchronized void accepted(FailoverState offered) {
    store.accepted(offered, state());
    if (!store.isPending()) {
      command = null;
    }
    install(store.numbered(state()));
  }

  /**
   * The store holds this: a change that others made comes into force.
   *
   * @param told as in {@link #change}
   * @return whether others changed anything
   */
  boolean observed(Optional<FailoverState> loaded, Installed told) {
    synchronized (this) {
      RoutingTable before = table;
      if (!compared(loaded) || table == before) {
        return false;
      }
      told.installed(before, table);
    }
    observers.forEach(this::tell);
    return true;
  }

  /** Whether it is a change that others made. */
  private boolean compared(Optional<FailoverState> loaded) {
    if (loaded.isEmpty()) {
      storeIsEmpty();
      return false;
    }
    FailoverState found = loaded.get();
    if (store.stored().filter(found::equals).isPresent()) {
      return false;
    }
    if (store.hasTaken(found)) {
      accepted(found); // Our own, though its acknowledgement was lost.
      return false;
    }
    if (lagging.isStale(found, store, time.nanoTime())) {
      return false;
    }
    boolean sameVersion = store.stored().filter(found::isVersion).isPresent();
    if (sameVersion && store.isPending()) {
      store.holds(found, true); // Edited without a new epoch: no reason to give up our decision.
      install(state().toBuilder().otherFields(found.otherFields()).build());
      return false;
    }
    adopt(found);
    return true;
  }

  private void storeIsEmpty() {
    if (store.stored().isPresent()) {
      log.log(
          "lost", LOG::warn, "The state store has lost its state; it is offered the one in force");
      store.isEmpty();
      install(store.numbered(state()));
    }
  }

  private void adopt(FailoverState found) {
    FailoverState ours = state();
    if (store.epoch() > found.epoch() || !ours.lineage().equals(found.lineage())) {
      store
          .stored()
          .ifPresent(
              last ->
                  LOG.warn("The state store was restored or made anew: {} after {}", found, last));
    }
    KnownStreams.Time now = time();
    FailoverState next = KnownStreams.merged(found, ours, primary, now);
    FailoverState asStored = KnownStreams.merged(found, found, primary, now);
    // A decision made without the store never outlives a state that the store got meanwhile.
    boolean mayStand = store.isPending() && !store.isAway();
    if (mayStand && DecisionMerge.keepsOurs(store.stored(), ours, found)) {
      next = DecisionMerge.withOurs(ours, next);
    } else if (command != null) {
      next = commandedAgain(command, next, mayStand);
    }
    store.holds(found, !next.equals(asStored));
    install(store.numbered(next));
  }

  private FailoverState commandedAgain(
      UnaryOperator<FailoverState> commanded, FailoverState found, boolean mayStand) {
    String why = "the state store could not be used when it was given";
    if (mayStand) {
      try {
        return commanded.apply(found);
      } catch (IllegalStateException | IllegalArgumentException e) {
        why = e.getMessage();
      }
    }
    command = null;
    LOG.warn(
        "A command given here is lost, since {} stored something else meanwhile ({}): {}",
        OneLine.of(found.changedBy()),
        OneLine.of(found.reason()),
        why);
    return found;
  }

  /** From now on changes have no epoch of their own. */
  synchronized void storeIsAway() {
    store.away(true);
  }

  synchronized void storeIsBack() {
    store.away(false);
    install(store.numbered(state()));
  }

  private void install(FailoverState next) {
    RoutingTable before = table;
    if (!next.equals(before.state())) {
      long now = time.nanoTime();
      boolean heldStill = next.decision().isSameHoldDown(before.state().decision());
      boolean thereStill = next.decision().isSameSwitch(before.state().decision());
      table =
          tableOf(
              next, thereStill ? before.switchedAt() : now, heldStill ? before.heldSince() : now);
    }
  }

  /** The active region first, then the primary, then the current secondary. */
  private RoutingTable tableOf(FailoverState state, long switchedAt, long heldSince) {
    List<Region> ranked = new ArrayList<>();
    state.target(state.activeOcid()).ifPresent(target -> ranked.add(regions.of(target)));
    state.target(state.primaryOcid()).ifPresent(target -> addOnce(ranked, regions.of(target)));
    state.secondary().ifPresent(target -> addOnce(ranked, regions.of(target)));
    return new RoutingTable(state, ranked, switchedAt, heldSince);
  }

  private static void addOnce(List<Region> ranked, Region region) {
    if (!ranked.contains(region)) {
      ranked.add(region);
    }
  }
}
