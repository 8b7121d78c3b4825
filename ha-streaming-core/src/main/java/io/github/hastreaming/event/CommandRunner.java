package io.github.hastreaming.event;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command of the operating system. */
interface CommandRunner {

  /**
   * Runs it to its end.
   *
   * @param command the program and its arguments
   * @return its exit status
   */
  int run(List<String> command) throws IOException, InterruptedException;

  static CommandRunner real() {
    return command -> {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command.get(0) + " does not end");
      }
      return process.exitValue();
    };
  }
}
