package io.github.hastreaming.internal.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Files that are mounted by themselves into a container. Such a file cannot be replaced (rename
 * answers EBUSY), and where another container replaces it, this one goes on seeing the old one.
 */
public final class MountPoints {

  /** What to do about it; takes the file. */
  static final String ADVICE =
      "%s is mounted by itself and cannot be replaced, nor be seen when others replace it: mount"
          + " the directory that it is in";

  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4; // The fifth field, by proc(5).

  private MountPoints() {}

  /**
   * Checks that a file is not mounted by itself; knows it on Linux only.
   *
   * @throws IOException if it is; the message says what to do
   */
  public static void requireNone(Path file) throws IOException {
    if (contains(MOUNTS, file)) {
      throw new IOException(ADVICE.formatted(file));
    }
  }

  static boolean contains(Path mountTable, Path file) {
    if (!Files.isReadable(mountTable)) {
      return false;
    }
    try (Stream<String> mounts = Files.lines(mountTable)) {
      String sought = escaped(file.toRealPath());
      return mounts
          .map(mount -> mount.split(" ", MOUNT_POINT + 2))
          .anyMatch(fields -> fields.length > MOUNT_POINT && fields[MOUNT_POINT].equals(sought));
    } catch (IOException | RuntimeException e) {
      return false; // No such file, or not text.
    }
  }

  /** As the table writes a path. */
  private static String escaped(Path path) {
    return path.toString()
        .replace("\\", "\\134")
        .replace(" ", "\\040")
        .replace("\t", "\\011")
        .replace("\n", "\\012");
  }

  /** Whether a rename failed for this. The JDK has the system's text and no number. */
  static boolean isBusy(FileSystemException failure) {
    return String.valueOf(failure.getReason()).toLowerCase(Locale.ROOT).contains("busy");
  }
}
