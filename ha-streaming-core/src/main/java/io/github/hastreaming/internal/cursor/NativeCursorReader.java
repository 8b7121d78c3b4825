package io.github.hastreaming.internal.cursor;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the service's own cursors, which are base64 of flat JSON, as far as is needed to go on in
 * another region: the form is not documented, so whatever looks different is left alone.
 */
public final class NativeCursorReader {

  private NativeCursorReader() {}

  /**
   * The cursor of ours that stands for a native one of the primary.
   *
   * @return null if its form is not the known one
   */
  public static @Nullable PairCursor read(String nativeCursor, String primaryOcid, long now) {
    String json = decoded(nativeCursor);
    CursorStart start = json == null ? null : startOf(json);
    if (json == null || start == null) {
      return null;
    }
    String stream = text(json, "streamId");
    if (stream != null && !stream.equals(primaryOcid)) {
      throw InvalidCursor.because("it belongs to another stream");
    }
    PairCursor cursor = new PairCursor(primaryOcid, start, now, primaryOcid);
    cursor.markForeign();
    cursor.lastSweep(now);
    StreamPosition position = cursor.position(primaryOcid);
    position.nativeCursor(nativeCursor);
    Long offset = number(json, "offset");
    if (start instanceof CursorStart.OfPartition partition
        && offset != null
        && "AfterOffset".equals(text(json, "type"))) {
      position.returned(partition.partition(), offset);
    }
    return cursor;
  }

  /** In streams that the cursor was never in everything is read: duplicates, not loss. */
  private static @Nullable CursorStart startOf(String json) {
    String kind = text(json, "cursorType");
    String partition = text(json, "partition");
    if ("partition".equals(kind) && partition != null) {
      return new CursorStart.OfPartition(partition, StartType.TRIM_HORIZON, null, null);
    }
    String group = text(json, "groupName");
    String instance = text(json, "instanceName");
    if (!"group".equals(kind) || group == null || instance == null) {
      return null;
    }
    Long timeout = number(json, "timeoutInMs");
    return new CursorStart.OfGroup(
        group,
        instance,
        timeout == null || timeout > Integer.MAX_VALUE ? null : Integer.valueOf(timeout.intValue()),
        !json.matches("(?s).*\"commitOnGet\"\\s*:\\s*false.*"),
        StartType.TRIM_HORIZON,
        null,
        false);
  }

  private static @Nullable String decoded(String nativeCursor) {
    try {
      String json = new String(Base64.getDecoder().decode(nativeCursor), StandardCharsets.UTF_8);
      return json.startsWith("{") ? json : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String text(String json, String field) {
    Matcher matcher = Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"\\\\]*)\"").matcher(json);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static @Nullable Long number(String json, String field) {
    Matcher matcher = Pattern.compile("\"" + field + "\"\\s*:\\s*(\\d{1,18})").matcher(json);
    return matcher.find() ? Long.valueOf(matcher.group(1)) : null;
  }
}
