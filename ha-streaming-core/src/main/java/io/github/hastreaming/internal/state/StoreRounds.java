package io.github.hastreaming.internal.state;

import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.internal.time.Intervals;
import io.github.hastreaming.internal.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When a store is talked to: one round at a time, at intervals and on demand. A call that hangs is
 * interrupted after its time and, if it does not heed that, given up after 30 s more, so that the
 * store is asked again; at most {@value #MAX_GIVEN_UP} given-up rounds keep a thread each.
 */
final class StoreRounds {

  private static final int MAX_GIVEN_UP = 3;

  private final TimeSource time;
  private final Duration interval;
  private final Consumer<StoreRound> work;
  private final Runnable onOverdue;

  // Guarded by this.
  private @Nullable Round current;
  private boolean again;
  private int givenUp;
  private boolean closed;
  private Runnable cancelPoll = () -> {};
  private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

  /**
   * @param interval between rounds; zero: on demand only
   * @param work one round
   * @param onOverdue told once a round takes longer than a store may
   */
  StoreRounds(TimeSource time, Duration interval, Consumer<StoreRound> work, Runnable onOverdue) {
    this.time = time;
    this.interval = interval;
    this.work = work;
    this.onOverdue = onOverdue;
  }

  /** Begins a round now, or once the current one has ended. */
  void request() {
    Round round;
    synchronized (this) {
      if (closed || givenUp >= MAX_GIVEN_UP) {
        return;
      }
      if (current != null) {
        again = true;
        return;
      }
      round = new Round();
      current = round;
      if (idle.isDone()) {
        idle = new CompletableFuture<>();
      }
    }
    round.beginCall(Defaults.STATE_STORE_TIMEOUT);
    time.execute(round::run);
  }

  /** Completed while no round runs. */
  synchronized CompletableFuture<Void> idle() {
    return idle;
  }

  synchronized void close() {
    closed = true;
    cancelPoll.run();
  }

  private synchronized boolean isCurrent(Round round) {
    return current == round && !closed;
  }

  private void overdue(Round round, int call) {
    if (isCurrent(round) && round.interrupt(call)) {
      time.execute(onOverdue);
      time.schedule(Defaults.STATE_STORE_GIVE_UP, () -> giveUp(round));
    }
  }

  private void giveUp(Round round) {
    synchronized (this) {
      if (current != round) {
        return;
      }
      current = null;
      givenUp++;
    }
    request();
  }

  private void ended(Round round) {
    boolean onceMore;
    synchronized (this) {
      onceMore = current != round || again;
      again = false;
      if (current == round) {
        current = null;
      } else {
        givenUp--;
      }
      if (!onceMore) {
        pollLater(); // First: who waits for the end may count on the next round.
        idle.complete(null);
      }
    }
    if (onceMore) {
      request();
    }
  }

  private void pollLater() {
    cancelPoll.run();
    if (!interval.isZero() && !closed) {
      cancelPoll = time.schedule(Intervals.jittered(interval), this::request);
    }
  }

  private final class Round implements StoreRound {

    private Runnable cancelWatch = () -> {};
    private @Nullable Thread thread;
    private int call;
    private boolean interrupted;
    private boolean overdue;

    @Override
    public boolean counts() {
      return isCurrent(this);
    }

    @Override
    public synchronized void beginCall(Duration longest) {
      cancelWatch.run();
      if (!overdue) {
        int watched = ++call;
        cancelWatch = time.schedule(longest, () -> overdue(this, watched));
      }
    }

    @Override
    public synchronized boolean isOverdue() {
      return overdue;
    }

    private synchronized void end() {
      thread = null;
      call++; // A timer that fires now comes too late.
      if (interrupted) {
        Thread.interrupted(); // Meant for the store, not for what this thread does next.
      }
      cancelWatch.run();
    }

    void run() {
      synchronized (this) {
        thread = Thread.currentThread();
      }
      try {
        work.accept(this);
      } finally {
        end();
        ended(this);
      }
    }

    /** Whether the call is still the one that runs; it is interrupted then. */
    synchronized boolean interrupt(int watched) {
      if (watched != call) {
        return false;
      }
      overdue = true;
      if (thread != null) {
        interrupted = true;
        thread.interrupt();
      }
      return true;
    }
  }
}
