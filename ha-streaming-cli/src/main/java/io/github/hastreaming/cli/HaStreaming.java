package io.github.hastreaming.cli;

import io.github.hastreaming.internal.text.OneLine;
import io.github.hastreaming.state.StateStoreException;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command line. */
@Command(
    name = "ha-streaming",
    description = "Looks at the failover state that a fleet shares, and decides for the fleet.",
    mixinStandardHelpOptions = true,
    versionProvider = BuiltVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StatusCommand.class,
      FailOverCommand.class,
      FailBackCommand.class,
      PinCommand.class,
      UnpinCommand.class,
      DrillCommand.class
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:refused, or it could not be done: the message says why; nothing was changed unless it says so",
      "2:the command line is wrong, or the credentials that it names cannot be used",
      "3:the state store cannot be used, holds no state of that primary, or may not have taken the"
          + " command"
    })
public final class HaStreaming {

  static final int DONE = 0;
  static final int REFUSED = 1;
  static final int WRONG_USAGE = 2;
  static final int NO_STATE = 3;

  private HaStreaming() {}

  /**
   * Runs a command and exits.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new HaStreaming());
    commandLine.registerConverter(Duration.class, new DurationConverter());
    UsageMessageSpec usage = commandLine.getCommandSpec().usageMessage();
    for (CommandLine subcommand : commandLine.getSubcommands().values()) {
      subcommand
          .getCommandSpec()
          .usageMessage()
          .exitCodeListHeading(usage.exitCodeListHeading())
          .exitCodeList(usage.exitCodeList());
    }
    commandLine.setExecutionExceptionHandler(
        (failure, line, parsed) -> failed(failure, line.getErr()));
    return commandLine;
  }

  /** A message, never a stack trace: who reads it has other worries. */
  private static int failed(Exception failure, PrintWriter err) {
    err.println("ha-streaming: " + oneLine(failure));
    if (failure instanceof StateStoreException) {
      return NO_STATE;
    }
    return failure instanceof IllegalArgumentException ? WRONG_USAGE : REFUSED;
  }

  static String oneLine(Exception failure) {
    return OneLine.of(failure.getMessage() == null ? failure.toString() : failure.getMessage());
  }
}
