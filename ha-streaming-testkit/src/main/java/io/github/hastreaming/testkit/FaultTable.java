package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.Plane;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Decides which of the injected faults hits a call. Thread-safe. */
final class FaultTable {
  private final List<ActiveFault> faults = new CopyOnWriteArrayList<>();
  private final Random random;

  FaultTable(Random random) {
    this.random = random;
  }

  void add(ActiveFault fault) {
    faults.add(fault);
  }

  void remove(ActiveFault fault) {
    faults.remove(fault);
  }

  List<ActiveFault> all() {
    return List.copyOf(faults);
  }

  @Nullable ActiveFault firstHitting(Plane plane) {
    for (ActiveFault fault : faults) {
      if (fault.tryHit(plane, random)) {
        return fault;
      }
    }
    return null;
  }
}
