package io.github.hastreaming.event;

import io.github.hastreaming.internal.file.AtomicFile;
import io.github.hastreaming.internal.file.FileMutex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Variables as lines of a file, each value in single quotes. */
final class EnvironmentFile implements EnvironmentWriter {

  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

  private final Path file;
  private final String beforeName;

  EnvironmentFile(Path file, String beforeName) {
    this.file = Objects.requireNonNull(file, "file");
    this.beforeName = beforeName;
  }

  @Override
  public void write(Map<String, String> variables) throws IOException {
    StringBuilder text = new StringBuilder();
    variables.forEach(
        (name, value) ->
            text.append(beforeName).append(name).append('=').append(quoted(value)).append('\n'));
    byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
    FileMutex.of(file, LOCK_TIMEOUT)
        .locked(
            () -> {
              AtomicFile.replace(file, content);
              return content.length;
            });
  }

  /** Within single quotes a shell takes everything for itself, but a single quote. */
  private static String quoted(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a variable's value cannot have a NUL character");
    }
    return "'" + value.replace("'", "'\\''") + "'";
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
