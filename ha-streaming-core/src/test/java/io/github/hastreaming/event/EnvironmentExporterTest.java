package io.github.hastreaming.event;

import static io.github.hastreaming.state.contract.States.PRIMARY;
import static io.github.hastreaming.state.contract.States.SECONDARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentExporterTest {

  private static final SecondaryResolved RESOLVED = new SecondaryResolved(SECONDARY, Instant.EPOCH);

  @TempDir Path directory;
  private Path file = Path.of("unset");

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("a directory's secondary.env");
  }

  /** What a shell that has sourced the file has in a variable. */
  private String inShell(String variable) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                ". \"$1\"; sh -c \"printf %s \\\"\\$$2\\\"\"",
                "sh",
                file.toString(),
                variable)
            .redirectErrorStream(true)
            .start();
    byte[] output = shell.getInputStream().readAllBytes();
    assertThat(shell.waitFor()).isZero();
    return new String(output, StandardCharsets.UTF_8);
  }

  @Test
  void doesNotFollowALinkThatSomebodyPlanted() throws IOException {
    Path victim = Files.writeString(directory.resolve("root's own"), "precious");
    Files.createSymbolicLink(file, victim);

    assertThatThrownBy(() -> EnvironmentExporter.shellFile(file).onSecondaryResolved(RESOLVED))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("symbolic link");
    assertThat(victim).hasContent("precious");
  }

  @Test
  void exportsTheSecondaryToAShellAndItsChildren() throws Exception {
    EnvironmentExporter.shellFile(file).onSecondaryResolved(RESOLVED);

    assertThat(inShell("SECONDARY_STREAM_OCID")).isEqualTo(SECONDARY.streamOcid());
    assertThat(inShell("SECONDARY_STREAM_ENDPOINT")).isEqualTo(SECONDARY.endpoint());
    assertThat(file)
        .hasContent(
            "export SECONDARY_STREAM_OCID='"
                + SECONDARY.streamOcid()
                + "'\nexport SECONDARY_STREAM_ENDPOINT='"
                + SECONDARY.endpoint()
                + "'\n");
  }

  @Test
  void exportsAlsoWhatItSwitchedToAndWhatItAdopted() throws IOException {
    EnvironmentExporter exporter = EnvironmentExporter.shellFile(file).withPrefix("ORDERS_");

    exporter.onFailoverCompleted(
        new FailoverCompleted(PRIMARY, SECONDARY, 1, "", Duration.ZERO, Instant.EPOCH));
    assertThat(Files.readString(file)).startsWith("export ORDERS_SECONDARY_STREAM_OCID=");

    Files.delete(file);
    exporter.onStateAdopted(
        new StateAdopted(
            PRIMARY, PRIMARY, Optional.of(SECONDARY), 2, Instant.EPOCH, "", "", Instant.EPOCH));
    assertThat(file).isNotEmptyFile();

    Files.delete(file);
    exporter.onStateAdopted(
        new StateAdopted(
            PRIMARY, PRIMARY, Optional.empty(), 3, Instant.EPOCH, "", "", Instant.EPOCH));
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it's",
        "'",
        "''quoted''",
        "\"double\"",
        "$HOME ${HOME} $(touch x) `touch x`",
        "two\nlines\n",
        "back\\slash\\",
        " blanks \t",
        "# ; & | < > * ? [a] {b} ! ~",
        "ä€😀",
        "",
        "-n"
      })
  void anyValueComesOutOfAShellUnchanged(String value) throws Exception {
    new EnvironmentFile(file, "export ").write(Map.of("VALUE", value));

    assertThat(inShell("VALUE")).isEqualTo(value);
    assertThat(directory.resolve("x")).doesNotExist();
    assertThat(Path.of("x")).doesNotExist();
  }

  @Test
  void refusesWhatNoVariableCanHold() {
    assertThatThrownBy(() -> new EnvironmentFile(file, "").write(Map.of("VALUE", "a\0b")))
        .hasMessageContaining("NUL");
    assertThat(file).doesNotExist();
  }

  @Test
  void writesAFileThatOnlyItsOwnerCanRead() throws IOException {
    Files.writeString(file, "export OLD='1'\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    EnvironmentExporter.shellFile(file).onSecondaryResolved(RESOLVED);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).doesNotContain("OLD");
  }

  @Test
  void writesWithoutExportForSystemd() throws IOException {
    EnvironmentExporter.systemdFile(file).onSecondaryResolved(RESOLVED);

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "SECONDARY_STREAM_OCID='" + SECONDARY.streamOcid() + "'",
            "SECONDARY_STREAM_ENDPOINT='" + SECONDARY.endpoint() + "'");
  }

  @Test
  void saysWhatCouldNotBeWritten() {
    EnvironmentExporter exporter = EnvironmentExporter.shellFile(directory.resolve("no/file"));

    assertThatThrownBy(() -> exporter.onSecondaryResolved(RESOLVED))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no/file");
  }

  @Test
  void refusesAPrefixThatIsNoName() {
    assertThatThrownBy(() -> EnvironmentExporter.shellFile(file).withPrefix("a;b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a;b");
  }

  @Test
  void runsSetxForEachVariableOnWindows() {
    List<List<String>> commands = new ArrayList<>();
    CommandRunner runner =
        command -> {
          commands.add(command);
          return 0;
        };

    new EnvironmentExporter(new WindowsUserEnvironment(runner), "").onSecondaryResolved(RESOLVED);

    assertThat(commands)
        .containsExactly(
            List.of("setx", "SECONDARY_STREAM_OCID", SECONDARY.streamOcid()),
            List.of("setx", "SECONDARY_STREAM_ENDPOINT", SECONDARY.endpoint()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "%PATH%", "a b", "two\nlines", ""})
  void neverHandsSetxAValueThatACommandLineCouldReadOtherwise(String value) {
    CommandRunner runner =
        command -> {
          throw new AssertionError(command);
        };

    assertThatThrownBy(() -> new WindowsUserEnvironment(runner).write(Map.of("VALUE", value)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("VALUE");
  }

  @Test
  void saysThatSetxFailed() {
    assertThatThrownBy(
            () -> new WindowsUserEnvironment(command -> 1).write(Map.of("VALUE", "value")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("status 1");
  }
}
