package io.github.hastreaming.internal.cursor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers of variable length, texts and bytes. */
final class CursorWriter {

  private byte[] buffer = new byte[512];
  private int length;

  /** A number that is not negative, seven bits a byte. */
  void number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    unsigned(value);
  }

  /** Any number; small ones of either sign are short. */
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(byte[] value) {
    number(value.length);
    ensure(value.length);
    System.arraycopy(value, 0, buffer, length, value.length);
    length += value.length;
  }

  /** All that was written, and its checksum. */
  byte[] sealed() {
    byte[] sealed = Arrays.copyOf(buffer, length + Checksum.BYTES);
    Checksum.write(sealed);
    return sealed;
  }

  private void unsigned(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[length++] = (byte) rest;
  }

  private void ensure(int more) {
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
