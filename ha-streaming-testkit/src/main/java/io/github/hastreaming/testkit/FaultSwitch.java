package io.github.hastreaming.testkit;

/** Switches faults on and off; the port is closed while any of them refuses connections. */
final class FaultSwitch {
  private final FaultTable faults;
  private final EmulatorHttpServer server;
  private boolean destroyed;

  FaultSwitch(FaultTable faults, EmulatorHttpServer server) {
    this.faults = faults;
    this.server = server;
  }

  synchronized FaultHandle inject(Fault fault) {
    if (destroyed) {
      throw new IllegalStateException("the region is destroyed: nothing more can go wrong with it");
    }
    ActiveFault active = new ActiveFault(fault);
    faults.add(active);
    if (fault.isRefusal()) {
      server.closePort();
    }
    return new FaultHandle(active, this);
  }

  synchronized void heal(ActiveFault fault) {
    faults.remove(fault);
    fault.heal();
    if (!destroyed && faults.all().stream().noneMatch(FaultSwitch::refuses)) {
      server.openPort();
    }
  }

  synchronized void healAll() {
    faults.all().forEach(this::heal);
  }

  /** Closes the port for good. */
  synchronized void destroy() {
    destroyed = true;
    server.closePort();
    healAll();
  }

  private static boolean refuses(ActiveFault fault) {
    return fault.fault().isRefusal();
  }
}
