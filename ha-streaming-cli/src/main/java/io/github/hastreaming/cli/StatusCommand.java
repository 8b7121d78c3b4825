package io.github.hastreaming.cli;

import picocli.CommandLine.Command;

@Command(name = "status", description = "Tells what the store holds; asks no region.")
final class StatusCommand extends FleetCommand {

  @Override
  void run(Fleet fleet) {
    tell(fleet.state());
  }
}
