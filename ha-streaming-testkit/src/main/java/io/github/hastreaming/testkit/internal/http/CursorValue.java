package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.Cursor;

/** The body of an answer that hands out a cursor. */
record CursorValue(String value) {
  static ApiResponse answer(Cursor cursor) {
    return ApiResponse.json(new CursorValue(CursorCodec.encode(cursor)));
  }
}
