package io.github.hastreaming.internal.engine;

import io.github.hastreaming.internal.text.OneLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How this process signs its changes. */
final class ThisProcess {

  private static final List<String> VARIABLES = List.of("HOSTNAME", "COMPUTERNAME");
  private static final List<Path> FILES =
      List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname"));

  private ThisProcess() {}

  /** User, host and process id, such as {@code orders@app-7/4711}. */
  static String name() {
    return name(System.getProperty("user.name", ""), System::getenv, FILES);
  }

  /** What says a host's name without the network: resolving it may take as long as DNS hangs. */
  static String name(
      String user, Function<String, @Nullable String> environment, List<Path> files) {
    String host =
        Stream.concat(
                VARIABLES.stream().map(name -> Optional.ofNullable(environment.apply(name))),
                files.stream().map(ThisProcess::firstLine))
            .flatMap(Optional::stream)
            .filter(found -> !found.isBlank())
            .findFirst()
            .orElse("unknown-host");
    String who = user.isBlank() || user.equals("?") ? "unknown-user" : user;
    return OneLine.of(who + "@" + host.trim() + "/" + ProcessHandle.current().pid());
  }

  private static Optional<String> firstLine(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Files.readString(file).lines().findFirst()
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
