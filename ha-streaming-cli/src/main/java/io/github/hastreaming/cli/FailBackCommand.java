package io.github.hastreaming.cli;

import io.github.hastreaming.state.FailoverState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "failback",
    description =
        "Switches the fleet to the primary now, which is probed first, without hold-down or trial.")
final class FailBackCommand extends SwitchCommand {

  @Option(names = "--reason", required = true, description = "Why, for the log and the status.")
  private String reason = "";

  @Override
  void run(Fleet fleet) throws InterruptedException {
    tell(fleet.command(control -> lever(control).failBack(reason), FailoverState::isPrimaryActive));
  }
}
