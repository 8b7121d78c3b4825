package io.github.hastreaming.event;

import io.github.hastreaming.target.StreamTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Hands the secondary stream that is known to programs outside of this process, as the variables
 * {@code SECONDARY_STREAM_OCID} and {@code SECONDARY_STREAM_ENDPOINT}. Add it with {@code
 * listener(...)}.
 *
 * <p>A process cannot change its parent's environment, nor that of processes that run: a program
 * sees the values when it is started after they were written.
 */
public final class EnvironmentExporter implements FailoverListener {

  private static final String OCID = "SECONDARY_STREAM_OCID";
  private static final String ENDPOINT = "SECONDARY_STREAM_ENDPOINT";
  private static final Pattern PREFIX = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)?");

  private final EnvironmentWriter writer;
  private final String prefix;

  EnvironmentExporter(EnvironmentWriter writer, String prefix) {
    this.writer = writer;
    this.prefix = prefix;
  }

  /**
   * Writes a file for a shell to source, {@code . file}: lines of {@code export NAME='value'}. It
   * is replaced as a whole and readable by its owner only (0600). A symbolic link and a file of
   * another user's are not replaced.
   *
   * @param file the file, in a directory that exists and that only this process's user, or root,
   *     can write to: who can write there decides what others source
   * @return an exporter
   */
  public static EnvironmentExporter shellFile(Path file) {
    return new EnvironmentExporter(new EnvironmentFile(file, "export "), "");
  }

  /**
   * Writes a file for systemd's {@code EnvironmentFile=}, which knows no {@code export}: lines of
   * {@code NAME='value'}. It is replaced as a whole and readable by its owner only (0600). A
   * symbolic link and a file of another user's are not replaced.
   *
   * @param file the file, in a directory that exists and that only this process's user, or root,
   *     can write to
   * @return an exporter
   */
  public static EnvironmentExporter systemdFile(Path file) {
    return new EnvironmentExporter(new EnvironmentFile(file, ""), "");
  }

  /**
   * Sets the variables of the Windows user with {@code setx}.
   *
   * @return an exporter, of use on Windows only
   */
  public static EnvironmentExporter windowsUser() {
    return new EnvironmentExporter(new WindowsUserEnvironment(CommandRunner.real()), "");
  }

  /**
   * The same with names that begin with a prefix, for processes that serve several stream pairs.
   *
   * @param names put before both names, such as {@code ORDERS_}
   * @return an exporter
   * @throws IllegalArgumentException if a variable's name cannot begin like that
   */
  public EnvironmentExporter withPrefix(String names) {
    if (!PREFIX.matcher(names).matches()) {
      throw new IllegalArgumentException(
          "prefix must consist of letters, digits and _, was \"" + names + "\"");
    }
    return new EnvironmentExporter(writer, names);
  }

  @Override
  public void onSecondaryResolved(SecondaryResolved event) {
    export(event.target());
  }

  @Override
  public void onFailoverCompleted(FailoverCompleted event) {
    export(event.to());
  }

  @Override
  public void onStateAdopted(StateAdopted event) {
    event.secondary().ifPresent(this::export);
  }

  private void export(StreamTarget secondary) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(prefix + OCID, secondary.streamOcid());
    variables.put(prefix + ENDPOINT, secondary.endpoint());
    try {
      writer.write(variables);
    } catch (IOException e) {
      throw new UncheckedIOException("The secondary could not be exported: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "EnvironmentExporter[" + Objects.toString(writer) + "]";
  }
}
