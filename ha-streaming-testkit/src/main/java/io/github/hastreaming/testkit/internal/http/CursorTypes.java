package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.CursorType;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import org.jspecify.annotations.Nullable;

/** Cursor types as requests spell them. */
final class CursorTypes {
  private CursorTypes() {}

  static CursorType parse(@Nullable String type) {
    if (type == null) {
      throw ServiceException.missingParameter("type");
    }
    try {
      return CursorType.valueOf(type);
    } catch (IllegalArgumentException unknown) {
      throw ServiceException.invalidParameter("Cursor type " + type + " is invalid");
    }
  }
}
