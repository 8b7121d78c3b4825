package io.github.hastreaming.support;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another process that runs a {@code main} of the tests; killed, not ended, when closed or
 * outlived.
 */
public final class JavaProcess implements AutoCloseable {

  private static final File ERRORS = new File("target/processes.log");

  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;

  private JavaProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
    this.input = process.outputWriter();
  }

  public static JavaProcess start(Class<?> mainClass, String... arguments) {
    return startThrough(List.of(), mainClass, arguments);
  }

  /**
   * Starts it by another command.
   *
   * @param through a command that becomes what its last arguments say, such as {@code nice}
   */
  public static JavaProcess startThrough(
      List<String> through, Class<?> mainClass, String... arguments) {
    List<String> command = new ArrayList<>(through);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx256m",
            "-Djava.net.preferIPv4Stack=true",
            "-cp",
            classPath(),
            mainClass.getName()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(Redirect.appendTo(ERRORS)).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new JavaProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() {
    // Surefire's own jar may stand for the class path.
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** The next line it prints. */
  public String readLine() {
    try {
      String line = output.readLine();
      if (line == null) {
        throw new AssertionError("the process ended with " + exitValue() + ", see " + ERRORS);
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets it go on where it waits for a line. */
  public void writeLine(String line) {
    try {
      input.write(line);
      input.newLine();
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int exitValue() {
    try {
      if (!process.waitFor(50, TimeUnit.SECONDS)) {
        throw new AssertionError("the process does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return process.exitValue();
  }

  /** Whether {@link #suspend} and {@link #resume} work here. */
  public static boolean canBeSuspended() {
    return !System.getProperty("os.name", "").startsWith("Windows");
  }

  /** It does nothing any more; the kernel goes on accepting its connections. */
  public void suspend() {
    signal("STOP");
  }

  /** It goes on, and reads what came in meanwhile. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      String pid = Long.toString(process.pid());
      if (new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor() != 0) {
        throw new AssertionError("no SIG" + name + " for " + pid);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** As {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
