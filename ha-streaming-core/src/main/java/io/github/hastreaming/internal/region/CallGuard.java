package io.github.hastreaming.internal.region;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.counter.CallCounters;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.internal.time.Repeating;
import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What stands between the calls of one kind and one region: breaker, slots, watch, refusals. */
public final class CallGuard {

  /** How many times the threshold a proof may take. */
  private static final int PROOF_TIMES = 2;

  private final CallKind kind;
  private final TimeSource time;
  private final RegionBreaker breaker;
  private final RetryPacing.Source retries;
  private final CallSlots slots;
  private final SilenceThreshold threshold;
  private final SilenceWatch watch;
  private final Refusals refusals;
  private final GuardObserver observer;
  private final CallCounters counters = new CallCounters();
  private volatile long lastFailure;
  private volatile Set<StreamOperation> servedOperations = Set.of();
  private volatile boolean callsDecide; // Its probes prove nothing with what the process may do.

  CallGuard(
      CallKind kind,
      BreakerPair resilience,
      Settings settings,
      TimeSource time,
      SilenceThreshold threshold,
      LongFunction<Doubt> newDoubt,
      GuardObserver observer) {
    this.kind = kind;
    this.time = time;
    this.observer = observer;
    this.threshold = threshold;
    this.lastFailure = time.nanoTime();
    this.retries = new RetryPacing.Source(resilience.retry());
    this.slots = new CallSlots(settings.maxConcurrentCalls(), time);
    this.refusals = new Refusals(time);
    this.breaker =
        new RegionBreaker(resilience.breaker(), settings.breakerOpenTime(), time, this::opened);
    this.watch = new SilenceWatch(slots, threshold, time, newDoubt, new Watching());
  }

  private void opened(OpenCause cause) {
    callsDecide = false;
    slots.wakeWaiting();
    Repeating.untilDone("Answering a breaker that opened", time, () -> observer.opened(cause));
  }

  /** Whether an answer refuses an operation as such, rather than a group that it names. */
  public static boolean isRefusalOfRegion(StreamOperation operation, int status) {
    return Refusals.isOfRegion(operation, status);
  }

  /** Whether a call may come now; a half-open breaker's one call is claimed by asking. */
  public Admission admission(StreamOperation operation) {
    if (!breaker.isOpen()) {
      return refusals.isSkipping(operation) ? Admission.LAST_RESORT : Admission.ADMITTED;
    }
    // Reads have probes; only a write can tell whether writes work again.
    boolean mayProve = kind == CallKind.WRITE || callsDecide;
    return mayProve && breaker.claimHalfOpen() ? Admission.HALF_OPEN : Admission.LAST_RESORT;
  }

  /** Whether the region would take a call without being the last resort. */
  public boolean admits(StreamOperation operation) {
    return !breaker.isOpen() && !refusals.isSkipping(operation);
  }

  public boolean isOpen() {
    return breaker.isOpen();
  }

  /** Whether somebody opened its breaker through the registry, for it to stay open. */
  public boolean isForcedOpen() {
    return breaker.isForcedOpen();
  }

  public CallCounters counters() {
    return counters;
  }

  /** Completed once the breaker opens. */
  public CompletableFuture<Void> opened() {
    return breaker.opened();
  }

  /** When a call of this kind was last served here. */
  public long lastServed() {
    return watch.lastServed();
  }

  /** Whether a call of this kind was ever served here. */
  public boolean hasServed() {
    return !servedOperations.isEmpty();
  }

  /** Whether this process may use an operation: it was served here before. */
  public boolean hasServed(StreamOperation operation) {
    return servedOperations.contains(operation);
  }

  /** When the last call that failed or hung here began; this guard's beginning if none did. */
  public long lastFailure() {
    return lastFailure;
  }

  /** Counts and paces the attempts of one call in this region. */
  public RetryPacing retries() {
    return retries.begin();
  }

  /**
   * The permit, or null if every slot is taken.
   *
   * @param trial whether the call is part of a trial of the primary
   */
  public @Nullable Permit tryEnter(StreamOperation operation, Admission admission, boolean trial) {
    int slot = slots.tryTake();
    return slot == CallSlots.NONE ? null : permit(operation, slot, admission, trial);
  }

  /**
   * Waits for a slot.
   *
   * @return the permit, or null if the time is over or the breaker opened meanwhile
   */
  public @Nullable Permit enter(
      StreamOperation operation, Admission admission, boolean trial, LineWait wait)
      throws InterruptedException {
    int slot = CallSlots.NONE;
    try {
      Duration look = Duration.ofNanos(threshold.nanos());
      slot = slots.take(wait, () -> watch.isServing(time.nanoTime()), look);
    } finally {
      if (slot == CallSlots.NONE) {
        decline(admission);
      }
    }
    return slot == CallSlots.NONE ? null : permit(operation, slot, admission, trial);
  }

  private Permit permit(StreamOperation operation, int slot, Admission admission, boolean trial) {
    watch.callBegins();
    SlotPermit permit = new SlotPermit(operation, slot, admission == Admission.HALF_OPEN, trial);
    if (permit.isProof()) {
      Duration limit = Duration.ofNanos(PROOF_TIMES * threshold.nanos());
      time.schedule(limit, permit::proofIsLate);
    }
    return permit;
  }

  /** A call that took no slot, such as a sweep, found the region failing. */
  public void sweepFailed(Throwable failure) {
    breaker.failed(0, failure);
  }

  /** A call that took no slot found the region refusing what it should serve. */
  public void sweepRefused(StreamOperation operation, int status) {
    if (Refusals.isOfRegion(operation, status)) {
      refusals.refused(operation);
    }
  }

  /** A call that took no slot found the region well. */
  void close() {
    breaker.close();
  }

  /** A call that was admitted does not come after all. */
  public void decline(Admission admission) {
    if (admission == Admission.HALF_OPEN) {
      breaker.halfOpenEnded(false);
    }
  }

  /** Whether a probe is due; one at a time. It must report to {@link #probeEnded}. */
  boolean claimProbe() {
    return breaker.claimHalfOpen();
  }

  /** If the region served it, calls may come again; if it failed, the open time begins again. */
  void probeEnded(ProbeResult result) {
    breaker.halfOpenEnded(result.failure().isPresent());
    callsDecide = result.isInconclusive();
    if (result == ProbeResult.PASSED) {
      breaker.close();
      refusals.forget();
    }
  }

  /** Begins anew, as a region that is switched to does. */
  void reset() {
    breaker.reset();
    refusals.forget();
    watch.reset();
  }

  String stateName() {
    return breaker.stateName();
  }

  private synchronized void markServed(StreamOperation operation) {
    Set<StreamOperation> more = EnumSet.of(operation);
    more.addAll(servedOperations);
    servedOperations = more; // Not changed any more.
  }

  private final class Watching implements SilenceWatch.Observer {

    @Override
    public void doubted(Doubt doubt) {
      observer.doubted(doubt);
    }

    @Override
    public void hangs(Duration silence) {
      lastFailure = time.nanoTime() - silence.toNanos();
      breaker.trip(new OpenCause.NoAnswer(silence));
      observer.hangs();
    }
  }

  private final class SlotPermit implements Permit {

    private final StreamOperation operation;
    private final int slot;
    private final boolean halfOpen;
    private final boolean proof;
    private final boolean beganOpen;
    private long began;
    private volatile boolean ended;

    private SlotPermit(StreamOperation operation, int slot, boolean halfOpen, boolean trial) {
      this.operation = operation;
      this.slot = slot;
      this.halfOpen = halfOpen;
      this.proof = halfOpen || trial;
      this.beganOpen = breaker.isOpen();
      this.began = time.nanoTime();
    }

    @Override
    public boolean isProof() {
      return proof;
    }

    @Override
    public void signed() {
      began = time.nanoTime();
      slots.restart(slot);
    }

    private void proofIsLate() {
      if (!ended) {
        observer.proofHangs();
      }
    }

    @Override
    public void succeeded() {
      breaker.succeeded(answered() - began);
    }

    @Override
    public void partlyServed() {
      answered();
    }

    private long answered() {
      long now = time.nanoTime();
      boolean wasHanging = watch.callServed(began, now);
      if (operation == StreamOperation.GET_MESSAGES) {
        observer.readServed(now - began);
      }
      release();
      refusals.served(operation);
      if (!hasServed(operation)) {
        markServed(operation);
      }
      if (beganOpen || wasHanging) {
        breaker.close(); // A real call is the best proof there is.
      }
      endHalfOpen(false);
      return now;
    }

    @Override
    public void failed(Throwable failure) {
      release();
      lastFailure = began;
      breaker.failed(time.nanoTime() - began, failure);
      if (Timeouts.isReadTimeout(failure)) {
        unanswered();
      }
      endHalfOpen(true);
    }

    @Override
    public void cutOff() {
      release();
      lastFailure = began;
      if (proof) {
        unanswered();
      }
      endHalfOpen(true);
    }

    /** One request may be lost; the second one is an outage, and so is one with a lost probe. */
    private void unanswered() {
      Doubt doubt = watch.doubt();
      if (doubt == null) {
        return;
      }
      boolean confirmed = doubt.timedOutBefore() || !doubt.isProbeAnswered();
      OpenCause cause = new OpenCause.TimedOut(confirmed);
      if (!breaker.isOpen()) {
        breaker.trip(cause);
      } else if (confirmed) {
        observer.confirmed(cause);
      }
    }

    @Override
    public void refused(int status) {
      release();
      if (Refusals.isOfRegion(operation, status)) {
        refusals.refused(operation);
      }
      endHalfOpen(false);
    }

    @Override
    public void warmedUp() {
      watch.warmedUp(time.nanoTime());
      release();
    }

    @Override
    public void ignored() {
      release();
      endHalfOpen(false);
    }

    private void release() {
      ended = true;
      slots.release(slot);
    }

    private void endHalfOpen(boolean failed) {
      if (halfOpen) {
        breaker.halfOpenEnded(failed);
      }
    }
  }
}
