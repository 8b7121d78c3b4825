package io.github.hastreaming.internal.cursor;

/** Where a cursor was asked to start. The order is part of the cursor's format. */
public enum StartType {
  TRIM_HORIZON,
  LATEST,
  AT_TIME,
  AT_OFFSET,
  AFTER_OFFSET
}
