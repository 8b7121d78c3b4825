package io.github.hastreaming.internal.cursor;

import com.oracle.bmc.model.BmcException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cursors as strings: {@code ha1.}, then URL-safe base64 of the fields and their CRC-32. Every
 * later version of the library must go on reading version 1.
 */
public final class CursorCodec {

  private static final String PREFIX = "ha";
  private static final String VERSION_1 = "ha1.";
  private static final int MAX_LENGTH = 1 << 20;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final int QUANTUM_CHARS = 4; // Of base64: they stand for three bytes.
  private static final int QUANTUM_BYTES = 3;

  private static final int ASKED = 1;
  private static final int ABSENT = 2;
  private static final int HAS_NATIVE = 4;
  private static final int NATIVE_IS_BASE64 = 8;
  private static final int REJOIN = 16;

  private static final int GROUP = 1;
  private static final int HAS_TIME = 2;
  private static final int HAS_OFFSET = 4;
  private static final int HAS_TIMEOUT = 8;
  private static final int HAS_COMMIT_ON_GET = 16;
  private static final int COMMIT_ON_GET = 32;
  private static final int NEW_GROUP = 64;

  private CursorCodec() {}

  /** Whether a string claims to be one of ours; any other is the service's own. */
  public static boolean isPairCursor(String cursor) {
    if (!cursor.startsWith(PREFIX)) {
      return false;
    }
    int end = PREFIX.length();
    while (end < cursor.length() && Character.isDigit(cursor.charAt(end))) {
      end++;
    }
    return end > PREFIX.length() && end < cursor.length() && cursor.charAt(end) == '.';
  }

  public static String encode(PairCursor cursor) {
    CursorWriter out = new CursorWriter();
    List<String> ocids = ocidsOf(cursor);
    out.number(ocids.size());
    ocids.forEach(out::text);
    writeStart(out, cursor.start());
    out.number(cursor.startedAt());
    out.number(cursor.lastSweep());
    out.number(ocids.indexOf(cursor.currentOcid()));
    out.number(ocids.indexOf(cursor.originOcid()) + 1);
    for (String ocid : ocids) {
      StreamPosition position = cursor.positions().get(ocid);
      writePosition(out, position == null ? new StreamPosition() : position);
    }
    return VERSION_1 + ENCODER.encodeToString(out.sealed());
  }

  /** Each OCID is written once, the primary's first. */
  private static List<String> ocidsOf(PairCursor cursor) {
    List<String> ocids = new ArrayList<>(4);
    ocids.add(cursor.primaryOcid());
    for (String ocid : cursor.positions().keySet()) {
      addOnce(ocids, ocid);
    }
    addOnce(ocids, cursor.currentOcid());
    return ocids;
  }

  private static void addOnce(List<String> ocids, String ocid) {
    if (!ocids.contains(ocid)) {
      ocids.add(ocid);
    }
  }

  private static void writeStart(CursorWriter out, CursorStart start) {
    @Nullable Long time = start.time();
    int flags = time == null ? 0 : HAS_TIME;
    if (start instanceof CursorStart.OfGroup group) {
      flags |= GROUP;
      flags |= group.timeoutMillis() == null ? 0 : HAS_TIMEOUT;
      flags |= group.commitOnGet() == null ? 0 : HAS_COMMIT_ON_GET;
      flags |= group.commitsOnGet() ? COMMIT_ON_GET : 0;
      flags |= group.newGroup() ? NEW_GROUP : 0;
      out.number(flags);
      out.text(group.group());
      out.text(group.instance());
      if (group.timeoutMillis() != null) {
        out.signed(group.timeoutMillis());
      }
    } else if (start instanceof CursorStart.OfPartition partition) {
      flags |= partition.offset() == null ? 0 : HAS_OFFSET;
      out.number(flags);
      out.text(partition.partition());
      if (partition.offset() != null) {
        out.signed(partition.offset());
      }
    }
    out.number(start.type().code());
    if (time != null) {
      out.signed(time);
    }
  }

  private static void writePosition(CursorWriter out, StreamPosition position) {
    byte @Nullable [] decoded = position.storedNativeCursor();
    @Nullable String nativeCursor = decoded == null ? position.nativeCursor() : null;
    if (nativeCursor != null) {
      decoded = canonicalBase64(nativeCursor);
    }
    int flags = (position.isAsked() ? ASKED : 0) | (position.isAbsent() ? ABSENT : 0);
    flags |= position.mustRejoin() ? REJOIN : 0;
    flags |= nativeCursor == null && decoded == null ? 0 : HAS_NATIVE;
    flags |= decoded == null ? 0 : NATIVE_IS_BASE64;
    out.number(flags);
    if (decoded != null) {
      out.bytes(decoded);
    } else if (nativeCursor != null) {
      out.text(nativeCursor);
    }
    out.number(position.commitDeferredSince());
    out.number(position.offsets().size());
    for (Map.Entry<String, StreamPosition.Offsets> entry : position.offsets().entrySet()) {
      out.text(entry.getKey());
      out.signed(entry.getValue().returned);
      out.signed(entry.getValue().committed);
    }
  }

  /**
   * The service's cursors are base64 of JSON: a quarter shorter as bytes. Null for a text that is
   * not exactly what those bytes encode to: only its end can differ.
   */
  private static byte @Nullable [] canonicalBase64(String text) {
    if (text.isEmpty() || text.length() % QUANTUM_CHARS != 0) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      int lastQuantum = (bytes.length - 1) / QUANTUM_BYTES * QUANTUM_BYTES;
      String end =
          Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, lastQuantum, bytes.length));
      return text.endsWith(end) ? bytes : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Reads a cursor of ours.
   *
   * @throws BmcException a 400 that says what is wrong with it
   */
  public static PairCursor decode(String text) {
    if (!text.startsWith(VERSION_1)) {
      throw InvalidCursor.because("it was made by a later version of ha-streaming");
    }
    if (text.length() > MAX_LENGTH) {
      throw InvalidCursor.because("it is longer than any cursor");
    }
    try {
      return read(CursorReader.unsealed(DECODER.decode(text.substring(VERSION_1.length()))));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw InvalidCursor.because("it is damaged");
    }
  }

  private static PairCursor read(CursorReader in) {
    int count = in.count();
    List<String> ocids = new ArrayList<>(Math.min(count, 16));
    for (int i = 0; i < count; i++) {
      ocids.add(in.text());
    }
    CursorStart start = readStart(in);
    long startedAt = in.number();
    long lastSweep = in.number();
    String current = ocids.get(in.count());
    int origin = in.count();
    PairCursor cursor = new PairCursor(ocids.get(0), start, startedAt, current);
    cursor.lastSweep(lastSweep);
    cursor.originOcid(origin == 0 ? "" : ocids.get(origin - 1));
    for (String ocid : ocids) {
      readPosition(in, cursor.position(ocid));
    }
    in.requireEnd();
    return cursor;
  }

  private static CursorStart readStart(CursorReader in) {
    int flags = in.code();
    String name = in.text();
    if ((flags & GROUP) == 0) {
      @Nullable Long offset = (flags & HAS_OFFSET) == 0 ? null : in.signed();
      StartType type = readType(in);
      return new CursorStart.OfPartition(name, type, offset, readTime(in, flags));
    }
    String instance = in.text();
    @Nullable Integer timeout =
        (flags & HAS_TIMEOUT) == 0 ? null : Integer.valueOf((int) in.signed());
    StartType type = readType(in);
    @Nullable Boolean commitOnGet =
        (flags & HAS_COMMIT_ON_GET) == 0 ? null : Boolean.valueOf((flags & COMMIT_ON_GET) != 0);
    return new CursorStart.OfGroup(
        name, instance, timeout, commitOnGet, type, readTime(in, flags), (flags & NEW_GROUP) != 0);
  }

  private static StartType readType(CursorReader in) {
    return StartType.ofCode(in.code());
  }

  private static @Nullable Long readTime(CursorReader in, int flags) {
    return (flags & HAS_TIME) == 0 ? null : in.signed();
  }

  private static void readPosition(CursorReader in, StreamPosition position) {
    int flags = in.code();
    if ((flags & ASKED) != 0) {
      position.markAsked();
    }
    if ((flags & ABSENT) != 0) {
      position.markAbsent();
    }
    position.mustRejoin((flags & REJOIN) != 0);
    if ((flags & NATIVE_IS_BASE64) != 0) {
      position.storedNativeCursor(in.bytes());
    } else if ((flags & HAS_NATIVE) != 0) {
      position.nativeCursor(in.text());
    }
    position.commitDeferredSince(in.number());
    int partitions = in.count();
    for (int i = 0; i < partitions; i++) {
      String partition = in.text();
      position.returned(partition, in.signed());
      position.committed(partition, in.signed());
    }
  }
}
