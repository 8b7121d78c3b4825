package io.github.hastreaming.internal.call;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.failover.Trial;
import io.github.hastreaming.internal.failover.Trials;
import io.github.hastreaming.internal.region.Admission;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.state.RoutingTable;
import io.github.hastreaming.internal.state.StateKeeper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the regions of one call: in order of preference those that admit it, then the others,
 * since the last region left always admits. Each is visited once; one that was left before the call
 * had all its attempts there, because another was at hand, comes again at the end.
 */
final class Route {

  private final StateKeeper keeper;
  private final StreamOperation operation;
  private final @Nullable Region first;
  private final Trials trials;
  private final boolean firstOnly;
  private RoutingTable table;
  private @Nullable List<Region> visited;
  private @Nullable Deque<Region> unfinished; // Visited, but left early.
  private @Nullable Region current;
  private boolean finished;
  private boolean begun;
  private Trial.@Nullable Call trial;
  private Admission admission = Admission.ADMITTED;

  private Route(
      StateKeeper keeper,
      Trials trials,
      StreamOperation operation,
      @Nullable Region first,
      boolean firstOnly) {
    this.keeper = keeper;
    this.trials = trials;
    this.operation = operation;
    this.first = first;
    this.firstOnly = firstOnly;
    this.table = keeper.table();
  }

  /** The active region first. */
  static Route fromActive(StateKeeper keeper, Trials trials, StreamOperation operation) {
    return new Route(keeper, trials, operation, null, false);
  }

  /** A region to begin with, before the active one. */
  static Route from(Region first, StateKeeper keeper, Trials trials, StreamOperation operation) {
    return new Route(keeper, trials, operation, first, false);
  }

  /** One region or none. */
  static Route only(Region region, StateKeeper keeper, Trials trials, StreamOperation operation) {
    return new Route(keeper, trials, operation, region, true);
  }

  /** The next region, or null if every known one was visited. */
  @Nullable Region next() {
    boolean begins = !begun;
    begun = true;
    leaveCurrent();
    table = keeper.table();
    trial = begins && !firstOnly ? trials.claim(operation) : null;
    if (trial != null) {
      admission = trial.admission();
      return goTo(trial.region());
    }
    @Nullable Region lastResort = null;
    if (first != null && firstOnly) {
      admission = first.guard(operation.kind()).admission(operation);
      return isVisited(first) ? null : goTo(first);
    }
    if (first != null && first != table.active() && !isVisited(first)) {
      admission = first.guard(operation.kind()).admission(operation);
      if (admission != Admission.LAST_RESORT) {
        return goTo(first);
      }
      lastResort = first;
    }
    List<Region> ranked = table.ranked();
    for (int rank = 0; rank < ranked.size(); rank++) { // Every call passes here: no iterator.
      Region region = ranked.get(rank);
      if (isVisited(region) || region == lastResort || isBarred(region)) {
        continue;
      }
      admission = region.guard(operation.kind()).admission(operation);
      if (admission != Admission.LAST_RESORT) {
        return goTo(region);
      }
      lastResort = lastResort == null ? region : lastResort;
    }
    admission = Admission.LAST_RESORT;
    if (lastResort == null && unfinished != null) {
      lastResort = unfinished.poll();
    }
    return lastResort == null ? null : goTo(lastResort);
  }

  /** The call is sent to the region that {@link #next} named. */
  void attempt() {
    finished = true;
  }

  /** The region that {@link #next} named is left although it might serve another attempt. */
  void leaveEarly() {
    finished = false;
  }

  /** The trial that the call is part of in its current region, if it is. */
  Trial.@Nullable Call trial() {
    return trial;
  }

  /** How the region that {@link #next} named takes the call. */
  Admission admission() {
    return admission;
  }

  /** The region that should have had the call. */
  Region preferred() {
    return first != null ? first : table.active();
  }

  /** Whether no other region will do. */
  boolean isFirstOnly() {
    return firstOnly;
  }

  /** Whether there is another region that has not had all its attempts. */
  boolean hasOther() {
    if (firstOnly) {
      return false;
    }
    for (Region region : keeper.table().ranked()) {
      if (region != current && isOpenToVisit(region)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether such a region would take the call without being the last resort. One that was left
   * early is not left so again.
   */
  boolean hasOtherAtHand() {
    if (firstOnly || (current != null && isVisited(current))) {
      return false;
    }
    for (Region region : keeper.table().ranked()) {
      if (region != current
          && isOpenToVisit(region)
          && region.guard(operation.kind()).admits(operation)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the current region is only drained: where that fails, another one has the call. */
  boolean isDraining() {
    return current != null && current == first && current != table.active();
  }

  /** What the choice was based on. */
  RoutingTable table() {
    return table;
  }

  private Region goTo(Region region) {
    current = region;
    finished = false;
    return region;
  }

  private void leaveCurrent() {
    Region left = current;
    current = null;
    if (left == null || isVisited(left)) {
      return;
    }
    visited = visited == null ? new ArrayList<>(2) : visited;
    visited.add(left);
    if (!finished) {
      unfinished = unfinished == null ? new ArrayDeque<>(2) : unfinished;
      unfinished.add(left);
    }
  }

  /** Whether more than one region is known that such a call may be made in. */
  boolean hasSecondary() {
    return table.ranked().stream().filter(region -> !isBarred(region)).count() > 1;
  }

  /** Whether there is another region that has not been asked at all. */
  boolean hasUnasked() {
    return !firstOnly
        && keeper.table().ranked().stream()
            .anyMatch(region -> region != current && !isVisited(region) && !isBarred(region));
  }

  /** The regions that were left may be visited once more. */
  void beginAgain() {
    leaveCurrent();
    visited = null;
    unfinished = null;
  }

  /** Consumers would not get what is written there, or it is about to be known. */
  private boolean isBarred(Region region) {
    return operation.kind() == CallKind.WRITE && region.mayHarm() && region != table.active();
  }

  private boolean isOpenToVisit(Region region) {
    return !isBarred(region) && isNotDone(region);
  }

  private boolean isNotDone(Region region) {
    return !isVisited(region) || (unfinished != null && unfinished.contains(region));
  }

  private boolean isVisited(Region region) {
    return visited != null && visited.contains(region);
  }
}
