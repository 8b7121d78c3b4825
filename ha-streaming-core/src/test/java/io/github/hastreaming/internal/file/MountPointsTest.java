package io.github.hastreaming.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountPointsTest {

  @TempDir Path directory;

  @Test
  void findsAFileThatIsMountedByItself() throws IOException {
    Path file = Files.createFile(directory.resolve("a state.properties")).toRealPath();
    Path other = Files.createFile(directory.resolve("other.properties"));
    String mounted = file.toString().replace(" ", "\\040");
    Path table =
        Files.writeString(
            directory.resolve("mountinfo"),
            "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n"
                + ("36 22 8:1 /var/x " + mounted + " rw,relatime - ext4 /dev/sda1 rw\n")
                + "short line\n");

    assertThat(MountPoints.contains(table, file)).isTrue();
    assertThat(MountPoints.contains(table, other)).isFalse();
    assertThat(MountPoints.contains(table, directory.resolve("none"))).isFalse();
    assertThat(MountPoints.contains(directory.resolve("no table"), file)).isFalse();
  }

  @Test
  void knowsWhatTheSystemSaysOfAMountThatCannotBeReplaced() {
    assertThat(MountPoints.isBusy(new FileSystemException("a", "b", "Device or resource busy")))
        .isTrue();
    assertThat(MountPoints.isBusy(new FileSystemException("a", "b", "No space left"))).isFalse();
    assertThat(MountPoints.isBusy(new FileSystemException("a"))).isFalse();
  }
}
