package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.Cursor;
import io.github.hastreaming.testkit.internal.service.CursorType;
import io.github.hastreaming.testkit.internal.service.GroupCursor;
import io.github.hastreaming.testkit.internal.service.PartitionCursor;
import io.github.hastreaming.testkit.internal.service.Position;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cursors as the service writes them: JSON in base64, with the stream and the expiry inside. */
final class CursorCodec {
  private static final String PARTITION = "partition";
  private static final String GROUP = "group";

  private CursorCodec() {}

  static String encode(Cursor cursor) {
    Object form =
        cursor instanceof GroupCursor group
            ? GroupForm.of(group)
            : PartitionForm.of((PartitionCursor) cursor);
    return Base64.getEncoder().encodeToString(Json.write(form));
  }

  /** Both kinds of cursor are opaque to the client and come in the same parameter. */
  static Cursor decode(String text) {
    byte[] json = bytes(text);
    String type = form(json, Kind.class).cursorType();
    if (PARTITION.equals(type)) {
      return form(json, PartitionForm.class).cursor();
    }
    if (GROUP.equals(type)) {
      return form(json, GroupForm.class).cursor();
    }
    throw ServiceException.cursorInvalid();
  }

  private static <T> T form(byte[] json, Class<T> type) {
    T form = Json.readOrNull(json, type);
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

  private static <T> T required(@Nullable T field) {
    if (field == null) {
      throw ServiceException.cursorInvalid();
    }
    return field;
  }

  private record Kind(@Nullable String cursorType) {}

  private record PartitionForm(
      String cursorType,
      @Nullable String type,
      @Nullable Long offset,
      @Nullable Long time,
      @Nullable String partition,
      @Nullable String streamId,
      long expiration) {

    static PartitionForm of(PartitionCursor cursor) {
      Position position = cursor.position();
      Instant time = position.time();
      return new PartitionForm(
          PARTITION,
          position.type().cursorName(),
          position.offset(),
          time == null ? null : time.toEpochMilli(),
          cursor.partition(),
          cursor.streamId(),
          cursor.expiration().toEpochMilli());
    }

    PartitionCursor cursor() {
      Position position =
          new Position(
              CursorType.ofCursorName(required(type)),
              offset,
              time == null ? null : Instant.ofEpochMilli(time));
      return new PartitionCursor(
          required(streamId), required(partition), position, Instant.ofEpochMilli(expiration));
    }
  }

  private record GroupForm(
      String cursorType,
      @Nullable String streamId,
      long expiration,
      @Nullable String groupName,
      @Nullable String instanceName,
      @Nullable Map<String, Long> offsets,
      boolean commitOnGet,
      long generation,
      long timeoutInMs) {

    static GroupForm of(GroupCursor cursor) {
      return new GroupForm(
          GROUP,
          cursor.streamId(),
          cursor.expiration().toEpochMilli(),
          cursor.groupName(),
          cursor.instanceName(),
          cursor.offsets(),
          cursor.commitOnGet(),
          cursor.generation(),
          cursor.timeout().toMillis());
    }

    GroupCursor cursor() {
      Map<String, Long> read = required(offsets);
      if (read.containsValue(null)) {
        throw ServiceException.cursorInvalid();
      }
      return new GroupCursor(
          required(streamId),
          Instant.ofEpochMilli(expiration),
          required(groupName),
          required(instanceName),
          read,
          commitOnGet,
          generation,
          Duration.ofMillis(timeoutInMs));
    }
  }
}
