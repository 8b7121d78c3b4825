package io.github.hastreaming.testkit;

import io.github.hastreaming.testkit.Fault.Kind;

/** Switches faults on and off; the port is closed while any of them refuses connections. */
final class FaultSwitch {
  private final FaultTable faults;
  private final EmulatorHttpServer server;

  FaultSwitch(FaultTable faults, EmulatorHttpServer server) {
    this.faults = faults;
    this.server = server;
  }

  synchronized FaultHandle inject(Fault fault) {
    ActiveFault active = new ActiveFault(fault);
    faults.add(active);
    if (fault.kind() == Kind.REFUSED) {
      server.closePort();
    }
    return new FaultHandle(active, this);
  }

  synchronized void heal(ActiveFault fault) {
    faults.remove(fault);
    fault.heal();
    if (faults.all().stream().noneMatch(FaultSwitch::refuses)) {
      server.openPort();
    }
  }

  synchronized void healAll() {
    faults.all().forEach(this::heal);
  }

  private static boolean refuses(ActiveFault fault) {
    return fault.fault().kind() == Kind.REFUSED;
  }
}
