package io.github.hastreaming.internal.region;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The threads that are in a call, so that they can be interrupted. Every call passes here, so the
 * usual way allocates nothing. Thread-safe.
 */
final class CallingThreads {

  private static final int PLACES = 64; // A power of two.
  private static final int NO_PLACE = -1;

  private final AtomicReferenceArray<Thread> places = new AtomicReferenceArray<>(PLACES);
  private final Set<Thread> others = ConcurrentHashMap.newKeySet(); // While all places are taken.
  private final Set<Thread> interrupted = new HashSet<>(); // Guarded by itself.
  private volatile boolean interrupting;

  /** The thread's call begins; returns its place, for {@link #ended}. */
  int begins() {
    Thread thread = Thread.currentThread();
    int first = (int) thread.getId();
    for (int next = 0; next < PLACES; next++) {
      int place = (first + next) & (PLACES - 1);
      if (places.get(place) == null && places.compareAndSet(place, null, thread)) {
        return place;
      }
    }
    others.add(thread);
    return NO_PLACE;
  }

  /** The thread's call has ended. */
  void ended(int place) {
    Thread thread = Thread.currentThread();
    if (place == NO_PLACE) {
      others.remove(thread);
    } else {
      places.set(place, null);
    }
    if (interrupting) {
      synchronized (interrupted) {
        if (interrupted.remove(thread)) {
          Thread.interrupted(); // It was for the call, not for what the thread does next.
        }
      }
    }
  }

  /** Interrupts those that are in a call; returns whether there were any. */
  boolean interrupt() {
    interrupting = true;
    synchronized (interrupted) {
      for (int place = 0; place < PLACES; place++) {
        Thread thread = places.get(place);
        if (thread != null) {
          interrupted.add(thread);
        }
      }
      interrupted.addAll(others);
      interrupted.forEach(Thread::interrupt);
      return !interrupted.isEmpty();
    }
  }
}
