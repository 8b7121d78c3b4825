package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.CursorType;
import io.github.hastreaming.testkit.internal.service.PartitionCursor;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Cursors as the service writes them: JSON in base64, with the stream and the expiry inside. */
final class CursorCodec {
  private CursorCodec() {}

  static String encode(PartitionCursor cursor) {
    Instant time = cursor.time();
    return encode(
        new PartitionForm(
            "partition",
            cursor.type().cursorName(),
            cursor.offset(),
            time == null ? null : time.toEpochMilli(),
            cursor.partition(),
            cursor.streamId(),
            cursor.expiration().toEpochMilli()));
  }

  static PartitionCursor decodePartition(String cursor) {
    PartitionForm form = decode(cursor, PartitionForm.class);
    if (form.type() == null || form.partition() == null || form.streamId() == null) {
      throw ServiceException.cursorInvalid();
    }
    Long time = form.time();
    return new PartitionCursor(
        form.streamId(),
        form.partition(),
        CursorType.ofCursorName(form.type()),
        form.offset(),
        time == null ? null : Instant.ofEpochMilli(time),
        Instant.ofEpochMilli(form.expiration()));
  }

  private static String encode(Object form) {
    return Base64.getEncoder().encodeToString(Json.write(form));
  }

  private static <T> T decode(String cursor, Class<T> type) {
    T form = Json.readOrNull(bytes(cursor), type);
    if (form == null) {
      throw ServiceException.cursorInvalid();
    }
    return form;
  }

  private static byte[] bytes(String cursor) {
    try {
      return Base64.getDecoder().decode(cursor);
    } catch (IllegalArgumentException malformed) {
      throw ServiceException.cursorInvalid();
    }
  }

  private record PartitionForm(
      String cursorType,
      @Nullable String type,
      @Nullable Long offset,
      @Nullable Long time,
      @Nullable String partition,
      @Nullable String streamId,
      long expiration) {}
}
