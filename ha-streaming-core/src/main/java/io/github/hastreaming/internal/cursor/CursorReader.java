package io.github.hastreaming.internal.cursor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link CursorWriter} wrote. Lengths are checked against what is left before anything
 * is allocated.
 */
final class CursorReader {

  private static final int MAX_CODE = 0xffff;

  private final byte[] bytes;
  private final int end;
  private int at;

  private CursorReader(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /**
   * Reads what is before the checksum.
   *
   * @throws IllegalArgumentException if that is not the one of the rest
   */
  static CursorReader unsealed(byte[] sealed) {
    if (!Checksum.isRight(sealed)) {
      throw new IllegalArgumentException("checksum");
    }
    return new CursorReader(sealed, sealed.length - Checksum.BYTES);
  }

  long number() {
    long value = unsigned();
    if (value < 0) {
      throw new IllegalArgumentException("negative");
    }
    return value;
  }

  long signed() {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A count, length or index: small by nature. */
  int count() {
    long value = number();
    if (value > end) {
      throw new IllegalArgumentException("count");
    }
    return (int) value;
  }

  /** Flags or a code: of no relation to the length of the cursor. */
  int code() {
    long value = number();
    if (value > MAX_CODE) {
      throw new IllegalArgumentException("code");
    }
    return (int) value;
  }

  String text() {
    int length = length();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    int length = length();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  private int length() {
    int length = count();
    if (length > end - at) {
      throw new IllegalArgumentException("length");
    }
    return length;
  }

  void requireEnd() {
    if (at != end) {
      throw new IllegalArgumentException("more than a cursor");
    }
  }

  private long unsigned() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at >= end) {
        throw new IllegalArgumentException("end");
      }
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("number");
  }
}
