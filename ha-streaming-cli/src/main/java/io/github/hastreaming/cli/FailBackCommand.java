package io.github.hastreaming.cli;

import io.github.hastreaming.state.FailoverState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "failback",
    description = "Switches the fleet to the primary now, without hold-down, probes or trial.")
final class FailBackCommand extends FleetCommand {

  @Option(names = "--reason", required = true, description = "Why, for the log and the status.")
  private String reason = "";

  @Override
  void run(Fleet fleet) throws InterruptedException {
    tell(fleet.command(control -> control.failBack(reason), FailoverState::isPrimaryActive));
  }
}
