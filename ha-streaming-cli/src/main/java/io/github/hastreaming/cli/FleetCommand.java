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
    try (OpenStore store = options.open()) {
      run(new Fleet(options, store));
    }
    return HaStreaming.DONE;
  }

  abstract void run(Fleet fleet) throws Exception;

  void tell(FailoverState state) {
    tell(StateReport.of(state));
  }

  void tell(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? report.toJson() : report.toTable());
    out.flush();
  }
}
