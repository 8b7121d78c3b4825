package io.github.hastreaming.internal.cursor;

import com.oracle.bmc.model.BmcException;

/** The service's own kind of error for cursors that cannot be used. */
public final class InvalidCursor {

  private static final int BAD_REQUEST = 400;

  private InvalidCursor() {}

  /** As the service says it, with what is wrong; never with the cursor itself. */
  public static BmcException because(String reason) {
    return new BmcException(
        BAD_REQUEST,
        "InvalidParameter",
        "The cursor is invalid. Create a new one. (" + reason + ")",
        null);
  }
}
