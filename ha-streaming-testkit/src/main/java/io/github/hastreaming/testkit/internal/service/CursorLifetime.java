package io.github.hastreaming.testkit.internal.service;

import java.time.Instant;

/** Decides how long a cursor lives and whether one can still be used. */
final class CursorLifetime {
  private final AdjustableClock clock;

  CursorLifetime(AdjustableClock clock) {
    this.clock = clock;
  }

  Instant expiration() {
    return clock.now().plus(Limits.CURSOR_LIFETIME);
  }

  /** A cursor has its stream in it, so it cannot move to another stream or region. */
  void requireUsable(String streamId, Cursor cursor) {
    if (!cursor.streamId().equals(streamId)) {
      throw ServiceException.cursorInvalid();
    }
    if (!clock.now().isBefore(cursor.expiration())) {
      throw ServiceException.cursorExpired();
    }
  }
}
