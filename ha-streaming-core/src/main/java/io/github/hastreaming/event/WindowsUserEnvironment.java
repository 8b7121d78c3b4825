package io.github.hastreaming.event;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;

/** The variables of the Windows user, for programs that are started from now on. */
final class WindowsUserEnvironment implements EnvironmentWriter {

  /** What {@code setx} cuts values off at. */
  private static final int LONGEST_VALUE = 1024;

  private final CommandRunner runner;

  WindowsUserEnvironment(CommandRunner runner) {
    this.runner = runner;
  }

  @Override
  public void write(Map<String, String> variables) throws IOException {
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      set(variable.getKey(), variable.getValue());
    }
  }

  private void set(String name, String value) throws IOException {
    if (value.length() > LONGEST_VALUE || !value.matches("[\\x21\\x23-\\x24\\x26-\\x7e]+")) {
      // Such as quotes and %, which Windows' command lines read in ways of their own.
      throw new IOException("setx cannot be trusted with the value of " + name);
    }
    try {
      int status = runner.run(List.of("setx", name, value));
      if (status != 0) {
        throw new IOException("setx " + name + " ended with status " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while setx ran");
    }
  }

  @Override
  public String toString() {
    return "setx";
  }
}
