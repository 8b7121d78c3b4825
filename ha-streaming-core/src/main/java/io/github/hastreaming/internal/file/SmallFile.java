package io.github.hastreaming.internal.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads files of settings, which are small; through links, as a mounted ConfigMap has them. */
public final class SmallFile {

  private static final int LARGEST = 1 << 20;

  private SmallFile() {}

  /**
   * The file's content.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws IOException if it is no file, or larger than 1 MiB, or cannot be read
   */
  public static byte[] read(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) { // To open a pipe may take for ever.
      throw new IOException(
          attributes.isDirectory() ? "it is a directory" : "it is no regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(LARGEST + 1);
      if (content.length > LARGEST) {
        throw new IOException("it is larger than 1 MiB, which such a file never is");
      }
      return content;
    }
  }
}
