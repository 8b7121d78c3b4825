package io.github.hastreaming.internal.cursor;

/** Where a cursor was asked to start. The codes are part of the cursor's format. */
public enum StartType {
  TRIM_HORIZON(0),
  LATEST(1),
  AT_TIME(2),
  AT_OFFSET(3),
  AFTER_OFFSET(4);

  private final int code;

  StartType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static StartType ofCode(int code) {
    for (StartType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("type");
  }
}
