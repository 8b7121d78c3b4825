package io.github.hastreaming.testkit.internal.service;

/** Where a cursor starts. */
public enum CursorType {
  AFTER_OFFSET("AfterOffset"),
  AT_OFFSET("AtOffset"),
  AT_TIME("AtTime"),
  LATEST("Latest"),
  TRIM_HORIZON("TrimHorizon");

  private final String cursorName;

  CursorType(String cursorName) {
    this.cursorName = cursorName;
  }

  /** How the type is spelt inside a cursor, unlike in a request. */
  public String cursorName() {
    return cursorName;
  }

  public static CursorType ofCursorName(String cursorName) {
    for (CursorType type : values()) {
      if (type.cursorName.equals(cursorName)) {
        return type;
      }
    }
    throw ServiceException.cursorInvalid();
  }
}
