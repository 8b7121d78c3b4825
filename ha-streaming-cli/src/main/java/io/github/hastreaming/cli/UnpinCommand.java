package io.github.hastreaming.cli;

import io.github.hastreaming.failover.FailoverControl;
import picocli.CommandLine.Command;

@Command(name = "unpin", description = "Ends the pin, if there is one.")
final class UnpinCommand extends FleetCommand {

  @Override
  void run(Fleet fleet) throws InterruptedException {
    tell(fleet.command(FailoverControl::unpin, state -> state.pin().isEmpty()));
  }
}
