package io.github.hastreaming.cli;

import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "pin",
    description =
        "Switches the fleet to one stream, which is probed first, to stay there for a while.")
final class PinCommand extends SwitchCommand {

  /** The streams of a pair. */
  enum Role {
    primary,
    secondary
  }

  @Option(names = "--to", required = true, description = "${COMPLETION-CANDIDATES}.")
  private Role to = Role.primary;

  @Option(
      names = "--for",
      required = true,
      paramLabel = "DURATION",
      description = "Such as 90s, 30m or 2h; 7 days (168h) at most.")
  private Duration duration = Duration.ZERO;

  @Override
  void run(Fleet fleet) throws InterruptedException {
    StreamTarget target = target(fleet.trustedState());
    tell(
        fleet.command(
            control -> lever(control).pin(target, duration),
            state ->
                state.pin().filter(pin -> pin.streamOcid().equals(target.streamOcid())).isPresent()
                    && state.activeOcid().equals(target.streamOcid())));
  }

  private StreamTarget target(FailoverState state) {
    return to == Role.primary
        ? state.target(state.primaryOcid()).orElseThrow()
        : state
            .secondary()
            .orElseThrow(() -> new IllegalStateException("no secondary is known to pin to"));
  }
}
