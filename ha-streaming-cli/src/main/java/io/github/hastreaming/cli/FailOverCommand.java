package io.github.hastreaming.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "failover",
    description =
        "Switches the fleet to the secondary, which is probed first, to stay there until failback.")
final class FailOverCommand extends SwitchCommand {

  @Option(names = "--reason", required = true, description = "Why, for the log and the status.")
  private String reason = "";

  @Override
  void run(Fleet fleet) throws InterruptedException {
    tell(
        fleet.command(
            control -> lever(control).failOver(reason),
            state -> !state.isPrimaryActive() && state.isByHand()));
  }
}
