package io.github.hastreaming.internal.failover;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.region.Admission;
import io.github.hastreaming.internal.region.Region;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Real calls of the kinds that failed, one at a time, in the primary while the secondary is active.
 * The first that fails ends it; when enough of each kind succeeded, the primary is fit.
 */
public final class Trial {

  /** Told on the thread of the call that brought it; must not block. One end is told, once. */
  interface Observer {

    /** Enough calls of a kind succeeded, and another kind's are missing. */
    void proved(CallKind kind);

    void passed();

    void failed(CallKind kind, String reason);
  }

  private final Region primary;
  private final Observer observer;
  private final Map<CallKind, Integer> missing = new EnumMap<>(CallKind.class); // Guarded by this.
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean over;

  Trial(Region primary, Set<CallKind> kinds, int callsOfEach, Observer observer) {
    this.primary = primary;
    this.observer = observer;
    kinds.forEach(kind -> missing.put(kind, callsOfEach));
  }

  /** The next call, to be reported; null if one is running or none of its kind is missing. */
  @Nullable Call claim(StreamOperation operation) {
    CallKind kind = operation.kind();
    if (over
        || !isMissing(kind)
        || primary.guard(kind).isForcedOpen() // Somebody wants no calls there.
        || !running.compareAndSet(false, true)) {
      return null;
    }
    if (!isMissing(kind)) {
      running.set(false);
      return null;
    }
    // Whether its breaker opened or not: the probes vouch for it, and a success closes it.
    Admission admission = primary.guard(kind).admission(operation);
    return new Call(kind, admission);
  }

  /** Nothing that is still running counts any more. */
  void cancel() {
    over = true;
  }

  private synchronized boolean isMissing(CallKind kind) {
    return missing.getOrDefault(kind, 0) > 0;
  }

  /** How many successes are missing, such as {@code WRITE: 3}. */
  synchronized String progress() {
    return missing.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Other processes proved the kinds that are not to be tried any more. */
  void keepOnly(Set<CallKind> kinds) {
    boolean passed = false;
    synchronized (this) {
      missing.replaceAll((kind, count) -> kinds.contains(kind) ? count : 0);
      if (!over && isComplete()) {
        over = true;
        passed = true;
      }
    }
    if (passed) {
      observer.passed();
    }
  }

  /** The kinds of which enough calls succeeded, here or elsewhere. */
  synchronized Set<CallKind> proved() {
    return missing.entrySet().stream()
        .filter(entry -> entry.getValue() <= 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isComplete() {
    return missing.values().stream().allMatch(count -> count <= 0);
  }

  private synchronized boolean countDown(CallKind kind) {
    missing.merge(kind, -1, Integer::sum);
    over |= isComplete();
    return over;
  }

  /** One call of the trial; one of its methods must be called, once. */
  public final class Call {

    private final CallKind kind;
    private final Admission admission;

    private Call(CallKind kind, Admission admission) {
      this.kind = kind;
      this.admission = admission;
    }

    public Region region() {
      return primary;
    }

    /** How the region takes it. */
    public Admission admission() {
      return admission;
    }

    public void succeeded() {
      boolean counts = !over;
      boolean passed = counts && countDown(kind);
      running.set(false);
      if (passed) {
        observer.passed();
      } else if (counts && !isMissing(kind)) {
        observer.proved(kind);
      }
    }

    public void failed(String reason) {
      boolean first = !over;
      over = true;
      running.set(false);
      if (first) {
        observer.failed(kind, reason);
      }
    }

    /** It says nothing about the primary. */
    public void ignored() {
      running.set(false);
    }
  }
}
