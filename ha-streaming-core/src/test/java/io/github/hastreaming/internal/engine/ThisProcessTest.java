package io.github.hastreaming.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisProcessTest {

  private static final String PID = "/" + ProcessHandle.current().pid();

  @TempDir Path directory;

  private static String name(String user, Map<String, String> environment, Path... files) {
    return ThisProcess.name(user, environment::get, List.of(files));
  }

  @Test
  void isUserHostAndProcess() throws IOException {
    Path hostname = Files.writeString(directory.resolve("hostname"), "app-8\n");

    assertThat(name("orders", Map.of("HOSTNAME", "app-7"), hostname))
        .isEqualTo("orders@app-7" + PID);
    assertThat(name("orders", Map.of("COMPUTERNAME", "APP"), hostname))
        .isEqualTo("orders@APP" + PID);
    assertThat(name("orders", Map.of("HOSTNAME", " "), hostname)).isEqualTo("orders@app-8" + PID);
  }

  @Test
  void saysSoWhereNothingIsKnown() {
    assertThat(name("?", Map.of(), directory.resolve("none")))
        .isEqualTo("unknown-user@unknown-host" + PID);
  }

  @Test
  void isOneLine() {
    assertThat(name("a\u001bb", Map.of("HOSTNAME", "c\nd"))).isEqualTo("a b@c d" + PID);
  }
}
