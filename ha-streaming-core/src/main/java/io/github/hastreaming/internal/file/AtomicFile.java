package io.github.hastreaming.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a file so that every reader, and every reader after a crash, sees the old content or the
 * new one, whole. The file belongs to its owner alone (0600).
 */
public final class AtomicFile {

  private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);

  private AtomicFile() {}

  /**
   * Replaces the content; refuses a symbolic link and a file of another user. Callers hold the
   * file's {@link FileMutex}: the temporary file beside it has a fixed name, so that a process that
   * is killed leaves one at most.
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path target = target(file);
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    try {
      write(temporary, content);
      OwnFiles.requireSameOwner(temporary, target);
      OwnFiles.requireSameOwner(temporary, FileMutex.lockFileOf(target));
      move(temporary, target);
    } catch (IOException e) {
      deleteQuietly(temporary);
      throw e;
    }
    forceDirectory(target);
  }

  /**
   * The file to be written.
   *
   * @throws IOException if it is a symbolic link: in a directory that others can write to, it may
   *     be theirs and lead to any file of this user's
   */
  static Path target(Path file) throws IOException {
    Path target = file.toAbsolutePath().normalize();
    OwnFiles.requireNoLink(target);
    return target;
  }

  private static void move(Path temporary, Path target) throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (MountPoints.isBusy(e)) {
        throw new IOException(MountPoints.ADVICE.formatted(target), e);
      }
      throw e;
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        PrivateFiles.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static void deleteQuietly(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      LOG.debug("{} is left behind: {}", temporary, e.toString());
    }
  }

  /** Makes the rename survive a loss of power; not every system can open a directory. */
  private static void forceDirectory(Path file) {
    Path directory = file.getParent();
    if (directory == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("{} could not be forced to disk: {}", directory, e.toString());
    }
  }
}
