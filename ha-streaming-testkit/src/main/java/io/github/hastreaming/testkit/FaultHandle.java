package io.github.hastreaming.testkit;

/** A fault that was injected. Thread-safe. */
public final class FaultHandle {
  private final ActiveFault fault;
  private final FaultSwitch faults;

  FaultHandle(ActiveFault fault, FaultSwitch faults) {
    this.fault = fault;
    this.faults = faults;
  }

  /** Ends the fault. Calls that hang because of it have their connections closed. Idempotent. */
  public void heal() {
    faults.heal(fault);
  }

  /** How many calls it has hit; always 0 for a refused one, since nobody sees those. */
  public int hits() {
    return fault.hits();
  }
}
