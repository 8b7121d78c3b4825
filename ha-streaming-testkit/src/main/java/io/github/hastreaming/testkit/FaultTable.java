package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.internal.http.EmulatedApi.Call;
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

  Random random() {
    return random;
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

  @Nullable ActiveFault firstHitting(Call call, String keyId) {
    for (ActiveFault fault : faults) {
      if (fault.tryHit(call, keyId, random)) {
        return fault;
      }
    }
    return null;
  }

  /** For a call that a slow fault has held already. */
  @Nullable ActiveFault firstHittingLate(Call call, String keyId) {
    for (ActiveFault fault : faults) {
      if (!fault.fault().isSlow() && fault.tryHit(call, keyId, random)) {
        return fault;
      }
    }
    return null;
  }
}
