package io.github.hastreaming.internal.call;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.internal.failover.RoutingTable;
import io.github.hastreaming.internal.failover.StateKeeper;
import io.github.hastreaming.internal.failover.Trial;
import io.github.hastreaming.internal.failover.Trials;
import io.github.hastreaming.internal.region.Admission;
import io.github.hastreaming.internal.region.Region;
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
  private final CallKind kind;
  private final @Nullable Region first;
  private final Trials trials;
  private final boolean firstOnly;
  private RoutingTable table;
  private @Nullable List<Region> visited;
  private @Nullable Deque<Region> unfinished; // Visited, but left early.
  private @Nullable Region current;
  private boolean finished;
  private Trial.@Nullable Call trial;
  private Admission admission = Admission.ADMITTED;

  /**
   * @param first the region to begin with, before the active one; null for the active one
   * @param firstOnly whether no other region will do
   */
  Route(
      StateKeeper keeper, Trials trials, CallKind kind, @Nullable Region first, boolean firstOnly) {
    this.keeper = keeper;
    this.trials = trials;
    this.kind = kind;
    this.first = first;
    this.firstOnly = firstOnly;
    this.table = keeper.table();
  }

  /** The next region, or null if every known one was visited. */
  @Nullable Region next() {
    boolean begins = current == null && visited == null;
    leaveCurrent();
    table = keeper.table();
    trial = begins && !firstOnly ? trials.claim(kind) : null;
    if (trial != null) {
      admission = trial.admission();
      return goTo(trial.region());
    }
    @Nullable Region lastResort = null;
    if (first != null && firstOnly) {
      admission = first.guard(kind).admission();
      return isVisited(first) ? null : goTo(first);
    }
    if (first != null && first != table.active() && !isVisited(first)) {
      admission = first.guard(kind).admission();
      if (admission != Admission.LAST_RESORT) {
        return goTo(first);
      }
      lastResort = first;
    }
    for (Region region : table.ranked()) {
      if (isVisited(region) || region == lastResort) {
        continue;
      }
      admission = region.guard(kind).admission();
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
      if (region != current && isOpenToVisit(region) && region.guard(kind).admits()) {
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

  private boolean isOpenToVisit(Region region) {
    return !isVisited(region) || (unfinished != null && unfinished.contains(region));
  }

  private boolean isVisited(Region region) {
    return visited != null && visited.contains(region);
  }
}
