package io.github.hastreaming.internal.region;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.internal.counter.CallCounters;
import io.github.hastreaming.internal.settings.Settings;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What stands between the calls of one kind and one region: breaker, slots, hang watch. */
public final class CallGuard {

  private final CallKind kind;
  private final TimeSource time;
  private final RegionBreaker breaker;
  private final Retry retry;
  private final CallSlots slots;
  private final HangWatch hangWatch;
  private final RefusalStreak refusals;
  private final CallCounters counters = new CallCounters();
  private volatile long lastFailure;
  private volatile @Nullable CompletableFuture<Void> endOfHang;

  CallGuard(
      CallKind kind,
      BreakerPair resilience,
      Settings settings,
      TimeSource time,
      Consumer<String> onOpened) {
    this.kind = kind;
    this.time = time;
    this.lastFailure = time.nanoTime();
    this.retry = resilience.retry();
    this.slots = new CallSlots(settings.maxConcurrentCalls(), time);
    this.refusals = new RefusalStreak(time);
    Duration threshold = settings.slowCallThreshold();
    String noAnswer = "no answer for " + threshold.toMillis() + " ms";
    this.breaker =
        new RegionBreaker(
            resilience.breaker(),
            settings.breakerOpenTime(),
            time,
            reason -> {
              endOfHang = null;
              if (reason.equals(noAnswer)) {
                endOfHang = new CompletableFuture<>();
                lastFailure = time.nanoTime() - threshold.toNanos();
              }
              slots.wakeWaiting();
              onOpened.accept(reason);
            });
    this.hangWatch =
        new HangWatch(
            slots,
            threshold,
            time,
            () -> {
              if (!breaker.isOpen()) {
                breaker.trip(noAnswer);
              }
            });
  }

  /** Whether a call may come now; a trial is claimed by asking, and ends with its permit. */
  public Admission admission() {
    if (!breaker.isOpen()) {
      return refusals.isSkipping() ? Admission.LAST_RESORT : Admission.ADMITTED;
    }
    // Reads have probes; only a write can tell whether writes work again.
    boolean trial = kind == CallKind.WRITE && breaker.claimTrial();
    return trial ? Admission.TRIAL : Admission.LAST_RESORT;
  }

  /** Whether the region would take a call without being the last resort. */
  public boolean admits() {
    return !breaker.isOpen() && !refusals.isSkipping();
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

  /** When a call of this kind last succeeded here. */
  public long lastSuccess() {
    return hangWatch.lastSuccess();
  }

  /**
   * Completed once a call is answered that was in flight when the region was taken to hang; null
   * unless its breaker is open for that reason.
   */
  public @Nullable CompletableFuture<Void> endOfHang() {
    return breaker.isOpen() ? endOfHang : null;
  }

  /** When the last call that failed or hung here began; this guard's beginning if none did. */
  public long lastFailure() {
    return lastFailure;
  }

  /** Counts and paces the attempts of one call in this region. */
  public Retry.AsyncContext<Object> retries() {
    return retry.asyncContext();
  }

  /** The permit, or null if every slot is taken. */
  public @Nullable Permit tryEnter(Admission admission) {
    int slot = slots.tryTake();
    return slot == CallSlots.NONE ? null : permit(slot, admission);
  }

  /**
   * Waits for a slot.
   *
   * @param admission what {@link #admission()} answered
   * @param atMost the longest wait
   * @return the permit, or null if the time is over or the breaker opened meanwhile
   */
  public @Nullable Permit enter(Admission admission, Duration atMost) throws InterruptedException {
    int slot = CallSlots.NONE;
    try {
      slot = slots.take(atMost);
    } finally {
      if (slot == CallSlots.NONE) {
        decline(admission);
      }
    }
    return slot == CallSlots.NONE ? null : permit(slot, admission);
  }

  private Permit permit(int slot, Admission admission) {
    hangWatch.callBegins();
    return new Permit(slot, admission == Admission.TRIAL, breaker.isOpen(), time.nanoTime());
  }

  /** A call that took no slot, such as a sweep, found the region failing. */
  public void sweepFailed(Throwable failure) {
    breaker.failed(0, failure);
  }

  /** A call that took no slot found the region refusing what it should serve. */
  public void sweepRefused() {
    refusals.refused();
  }

  /** A call that was admitted does not come after all. */
  public void decline(Admission admission) {
    if (admission == Admission.TRIAL) {
      breaker.trialEnded(false);
    }
  }

  /** Whether a probe is due; one at a time. It must report to {@link #probeEnded}. */
  boolean claimProbe() {
    return breaker.claimTrial();
  }

  /** If the region answered, calls may come again; if not, the open time begins again. */
  void probeEnded(boolean alive) {
    breaker.trialEnded(!alive);
    if (alive) {
      breaker.close();
      refusals.ended();
    }
  }

  /** Begins anew, as a region that is switched to does. */
  void reset() {
    breaker.reset();
    refusals.ended();
  }

  String stateName() {
    return breaker.stateName();
  }

  /** One attempt in this region; exactly one of its methods must be called, once. */
  public final class Permit {

    private final int slot;
    private final boolean trial;
    private final boolean beganOpen;
    private final long began;

    private Permit(int slot, boolean trial, boolean beganOpen, long began) {
      this.slot = slot;
      this.trial = trial;
      this.beganOpen = beganOpen;
      this.began = began;
    }

    /** The region served the call. */
    public void succeeded() {
      breaker.succeeded(answered() - began);
    }

    /** The region served a part of the call and asked for patience: alive, but not counted. */
    public void partlyServed() {
      answered();
    }

    private long answered() {
      long now = time.nanoTime();
      hangWatch.callSucceeded(now);
      CompletableFuture<Void> hang = endOfHang;
      if (hang != null) {
        hang.complete(null);
      }
      slots.release(slot);
      refusals.ended();
      if (beganOpen) {
        breaker.close(); // A real call is the best proof there is.
      }
      endTrial();
      return now;
    }

    /** The region failed. */
    public void failed(Throwable failure) {
      slots.release(slot);
      lastFailure = began;
      breaker.failed(time.nanoTime() - began, failure);
      if (trial) {
        breaker.trialEnded(true);
      }
    }

    /** The region refused a call it should serve. */
    public void refused() {
      slots.release(slot);
      refusals.refused();
      endTrial();
    }

    /** The attempt says nothing about the region. */
    public void ignored() {
      slots.release(slot);
      endTrial();
    }

    private void endTrial() {
      if (trial) {
        breaker.trialEnded(false);
      }
    }
  }
}
