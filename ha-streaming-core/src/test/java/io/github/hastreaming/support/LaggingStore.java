package io.github.hastreaming.support;

import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A store whose reads are answered by a replica that learns of each write only after a while. */
public final class LaggingStore implements FailoverStateStore {

  private record Written(long at, FailoverState state) {}

  private final FailoverStateStore store = FailoverStateStore.inMemory();
  private final TimeSource time;
  private final Deque<Written> log = new ArrayDeque<>();
  private Duration lag = Duration.ZERO;

  public LaggingStore(TimeSource time) {
    this.time = time;
  }

  /** How long what is written from now on cannot be read. */
  public synchronized void lag(Duration duration) {
    lag = duration;
  }

  @Override
  public synchronized Optional<FailoverState> load(String primaryOcid) {
    return log.stream()
        .filter(written -> time.nanoTime() - written.at() >= 0)
        .reduce((earlier, later) -> later)
        .map(Written::state);
  }

  @Override
  public synchronized boolean compareAndSet(Optional<FailoverState> expected, FailoverState next) {
    boolean done = store.compareAndSet(expected, next);
    if (done) {
      log.add(new Written(time.nanoTime() + lag.toNanos(), next));
    }
    return done;
  }
}
