package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.EmulatedApi.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** An injected fault: counts its hits and holds the calls that hang because of it. Thread-safe. */
final class ActiveFault {
  private final Fault fault;
  private final AtomicInteger hits = new AtomicInteger();
  private final List<Runnable> hanging = new ArrayList<>();
  private boolean healed;

  ActiveFault(Fault fault) {
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }

  int hits() {
    return hits.get();
  }

  /** Decides for one call, and counts the hit. */
  boolean tryHit(Call call, String keyId, Random random) {
    return !fault.isRefusal()
        && fault.target().covers(call, keyId)
        && (fault.share() == 1 || random.nextDouble() < fault.share())
        && countHit();
  }

  /**
   * @param release closes the connection of a call that hangs
   */
  void hold(Runnable release) {
    synchronized (hanging) {
      if (!healed) {
        hanging.add(release);
        return;
      }
    }
    release.run();
  }

  void heal() {
    List<Runnable> released;
    synchronized (hanging) {
      healed = true;
      released = List.copyOf(hanging);
      hanging.clear();
    }
    released.forEach(Runnable::run);
  }

  private boolean countHit() {
    int before = hits.getAndUpdate(count -> count < fault.times() ? count + 1 : count);
    return before < fault.times();
  }
}
