package io.github.hastreaming.internal.cursor;

import java.util.Map;

/** All that a cursor carries, as text, to compare two of them. */
final class CursorFields {

  private CursorFields() {}

  static String of(PairCursor cursor) {
    StringBuilder text =
        new StringBuilder()
            .append(cursor.primaryOcid())
            .append('\n')
            .append(cursor.start())
            .append('\n')
            .append(cursor.startedAt())
            .append(' ')
            .append(cursor.lastSweep())
            .append('\n')
            .append(cursor.currentOcid())
            .append('\n')
            .append(cursor.originOcid());
    cursor.positions().forEach((ocid, position) -> append(text, ocid, position));
    return text.toString();
  }

  private static void append(StringBuilder text, String ocid, StreamPosition position) {
    text.append('\n')
        .append(ocid)
        .append(position.isAsked() ? " asked" : "")
        .append(position.isAbsent() ? " absent" : "")
        .append(position.mustRejoin() ? " rejoin" : "")
        .append(' ')
        .append(position.commitDeferredSince())
        .append(' ')
        .append(position.nativeCursor());
    for (Map.Entry<String, StreamPosition.Offsets> entry : position.offsets().entrySet()) {
      text.append('\n')
          .append(entry.getKey())
          .append(' ')
          .append(entry.getValue().returned)
          .append(' ')
          .append(entry.getValue().committed);
    }
  }
}
