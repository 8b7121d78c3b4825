package io.github.hastreaming.cli;

import io.github.hastreaming.state.FailoverState;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have: a store, and an answer for people or for scripts. */
abstract class FleetCommand implements Callable<Integer> {

  @Mixin StoreOptions options = new StoreOptions();

  @Option(names = "--json", description = "Answers in JSON.")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  boolean help;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    try (OpenStore store = options.open();
        Fleet fleet = new Fleet(options, store)) {
      run(fleet);
    }
    return HaStreaming.DONE;
  }

  abstract void run(Fleet fleet) throws Exception;

  void tell(FailoverState state) {
    tell(StateReport.of(state));
  }

  /** Says what is done meanwhile: the answer itself may be for a script. */
  void progress(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  void tell(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? report.toJson() : report.toTable());
    out.flush();
  }
}
