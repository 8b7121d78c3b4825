package io.github.hastreaming.testkit.internal.service;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The limits that the service documents, and those it must have but does not tell. */
final class Limits {
  static final int MAX_KEY_BYTES = 256;
  static final int MAX_REQUEST_BYTES = 1024 * 1024;
  static final int MAX_READ_MESSAGES = 10_000;
  static final int MAX_GROUPS = 50;

  /** Not documented ("as many messages as possible"); here the size of the largest put. */
  static final int MAX_READ_BYTES = MAX_REQUEST_BYTES;

  static final Duration CURSOR_LIFETIME = Duration.ofMinutes(5);

  private Limits() {}

  static int requireReadLimit(@Nullable Integer limit) {
    if (limit == null) {
      return MAX_READ_MESSAGES;
    }
    if (limit < 1 || limit > MAX_READ_MESSAGES) {
      throw ServiceException.invalidParameter("limit must be between 1 and " + MAX_READ_MESSAGES);
    }
    return limit;
  }
}
