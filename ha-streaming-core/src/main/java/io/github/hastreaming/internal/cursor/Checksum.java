package io.github.hastreaming.internal.cursor;

import java.util.zip.CRC32;

/** The CRC-32 of a cursor's bytes, which are followed by it. */
final class Checksum {

  static final int BYTES = 4;

  private Checksum() {}

  /** Writes it into the last bytes. */
  static void write(byte[] sealed) {
    int length = sealed.length - BYTES;
    int checksum = of(sealed, length);
    for (int i = 0; i < BYTES; i++) {
      sealed[length + i] = (byte) (checksum >>> (Byte.SIZE * i));
    }
  }

  static boolean isRight(byte[] sealed) {
    int length = sealed.length - BYTES;
    if (length < 0) {
      return false;
    }
    int written = 0;
    for (int i = 0; i < BYTES; i++) {
      written |= (sealed[length + i] & 0xff) << (Byte.SIZE * i);
    }
    return written == of(sealed, length);
  }

  private static int of(byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
