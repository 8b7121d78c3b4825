package io.github.hastreaming.support;

import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A store in memory that fails as a test says. */
public final class FlakyStore implements FailoverStateStore {

  private volatile FailoverStateStore store = FailoverStateStore.inMemory();
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private volatile @Nullable RuntimeException loadFailure;
  private volatile @Nullable RuntimeException writeFailure;
  private volatile boolean answersAreLost;
  private volatile Runnable beforeWrite = () -> {};

  @Override
  public Optional<FailoverState> load(String primaryOcid) {
    loads.incrementAndGet();
    throwIf(loadFailure);
    return store.load(primaryOcid);
  }

  @Override
  public boolean compareAndSet(Optional<FailoverState> expected, FailoverState next) {
    writes.incrementAndGet();
    throwIf(writeFailure);
    Runnable interloper = beforeWrite;
    beforeWrite = () -> {};
    interloper.run();
    boolean done = store.compareAndSet(expected, next);
    if (answersAreLost) {
      throw new IllegalStateException("answer lost");
    }
    return done;
  }

  private static void throwIf(@Nullable RuntimeException failure) {
    if (failure != null) {
      throw failure;
    }
  }

  /** Nothing works. */
  public void failAll() {
    failAll("store is down");
  }

  public void failAll(String message) {
    loadFailure = new IllegalStateException(message);
    writeFailure = loadFailure;
  }

  /** Only reading works, as on a full disk. */
  public void failWrites() {
    writeFailure = new IllegalStateException("disk is full");
  }

  /** Writes are done, but nobody is told. */
  public void loseAnswers() {
    answersAreLost = true;
  }

  /** Somebody else does something just before the next write arrives. */
  public void beforeNextWrite(Runnable interloper) {
    beforeWrite = interloper;
  }

  /** What was stored is gone. */
  public void clear() {
    store = FailoverStateStore.inMemory();
  }

  public void heal() {
    loadFailure = null;
    writeFailure = null;
    answersAreLost = false;
  }

  /** What is stored for the {@link VirtualPair}, whatever fails. */
  public FailoverState stored() {
    return stored(VirtualPair.PRIMARY.streamOcid()).orElseThrow();
  }

  /** Another process stores a change on top of what is there. */
  public void anotherStores(UnaryOperator<FailoverState.Builder> change) {
    FailoverState seen = stored();
    put(change.apply(seen.toBuilder().epoch(seen.epoch() + 1)).build());
  }

  /** What is stored, whatever fails. */
  public Optional<FailoverState> stored(String primaryOcid) {
    return store.load(primaryOcid);
  }

  /** Another process's change, whatever fails. */
  public void put(FailoverState next) {
    Optional<FailoverState> expected = store.load(next.primaryOcid());
    if (!store.compareAndSet(expected, next)) {
      throw new AssertionError("lost a race against " + store.load(next.primaryOcid()));
    }
  }

  public int loads() {
    return loads.get();
  }

  public int writes() {
    return writes.get();
  }
}
