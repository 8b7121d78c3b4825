package io.github.hastreaming.cli;

import io.github.hastreaming.failover.FailoverControl;
import picocli.CommandLine.Option;

/** A command that probes the region it switches to, unless it is told not to. */
abstract class SwitchCommand extends FleetCommand {

  @Option(
      names = "--force",
      description = "Switches also where that region fails its probe or is a harmful secondary.")
  private boolean force;

  FailoverControl lever(FailoverControl control) {
    return force ? control.forced() : control;
  }
}
