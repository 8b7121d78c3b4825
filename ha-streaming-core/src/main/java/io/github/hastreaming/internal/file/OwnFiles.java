package io.github.hastreaming.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * Refuses to write what another user may have put there: in a directory that several can write to,
 * a link or a file under our name decides over what this process reads and replaces.
 */
final class OwnFiles {

  private OwnFiles() {}

  static void requireNoLink(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new IOException(
          file + " is a symbolic link, which is not written through: name the file that is meant");
    }
  }

  /**
   * Checks who owns a file.
   *
   * @param ours a file that this process just made beside it
   * @param file one that may exist
   */
  static void requireSameOwner(Path ours, Path file) throws IOException {
    try {
      UserPrincipal owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
      UserPrincipal self = Files.getOwner(ours, LinkOption.NOFOLLOW_LINKS);
      if (!owner.equals(self)) {
        throw new IOException(
            file
                + " belongs to "
                + owner.getName()
                + ", not to "
                + self.getName()
                + " as whom this process runs, and is not replaced");
      }
    } catch (NoSuchFileException e) {
      // Nothing to replace.
    } catch (UnsupportedOperationException e) {
      // A file system without owners.
    }
  }
}
