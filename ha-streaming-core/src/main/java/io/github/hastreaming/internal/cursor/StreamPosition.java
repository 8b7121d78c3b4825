package io.github.hastreaming.internal.cursor;

import com.oracle.bmc.streaming.model.Message;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a cursor is in one stream. Mutable, for one call of one thread. */
public final class StreamPosition {

  /** The offset of a partition of which nothing was returned or committed. */
  public static final long NONE = -1;

  /** The offsets of one partition. */
  static final class Offsets {
    long returned = NONE;
    long committed = NONE;
  }

  private @Nullable String nativeCursor;
  private byte @Nullable [] storedNativeCursor;
  private boolean asked;
  private boolean absent;
  private boolean rejoin;
  private long commitDeferredSince;
  private final Map<String, Offsets> offsets = new LinkedHashMap<>(4);

  /** The service's own cursor, if there is one to go on with. */
  public @Nullable String nativeCursor() {
    if (nativeCursor == null && storedNativeCursor != null) {
      nativeCursor = Base64.getEncoder().encodeToString(storedNativeCursor);
    }
    return nativeCursor;
  }

  public void nativeCursor(@Nullable String cursor) {
    this.nativeCursor = cursor;
    this.storedNativeCursor = null;
  }

  /** What a native cursor is the base64 of; kept, since most streams are not read in a call. */
  void storedNativeCursor(byte[] decoded) {
    this.nativeCursor = null;
    this.storedNativeCursor = decoded;
  }

  byte @Nullable [] storedNativeCursor() {
    return storedNativeCursor;
  }

  /** Whether the stream was ever read through this cursor. */
  public boolean isAsked() {
    return asked;
  }

  public void markAsked() {
    asked = true;
  }

  /** Whether the stream has no such partition, so nothing to give. */
  public boolean isAbsent() {
    return absent;
  }

  public void markAbsent() {
    absent = true;
  }

  /**
   * Whether the group must be joined again before it is read: what became of the last read is
   * unknown. The native cursor still serves to commit what was returned before.
   */
  public boolean mustRejoin() {
    return rejoin;
  }

  public void mustRejoin(boolean must) {
    this.rejoin = must;
  }

  /** When a commit could not be made, epoch milliseconds; 0 if none is due. */
  public long commitDeferredSince() {
    return commitDeferredSince;
  }

  public void commitDeferredSince(long millis) {
    this.commitDeferredSince = millis;
  }

  /** The offset of the last message returned to the caller, or {@link #NONE}. */
  public long returned(String partition) {
    Offsets of = offsets.get(partition);
    return of == null ? NONE : of.returned;
  }

  /** Notes the last of each partition's messages. */
  public void returned(List<Message> messages) {
    String partition = "";
    @Nullable Offsets of = null;
    for (Message message : messages) {
      if (message.getPartition() != null && message.getOffset() != null) {
        if (of == null || !message.getPartition().equals(partition)) {
          partition = message.getPartition();
          of = offsetsOf(partition);
        }
        of.returned = message.getOffset();
      }
    }
  }

  void returned(String partition, long offset) {
    offsetsOf(partition).returned = offset;
  }

  void committed(String partition, long offset) {
    offsetsOf(partition).committed = offset;
  }

  private Offsets offsetsOf(String partition) {
    return offsets.computeIfAbsent(partition, name -> new Offsets());
  }

  /** Whether messages were returned whose position is not committed. */
  public boolean isCommitDue() {
    for (Offsets of : offsets.values()) {
      if (of.returned > of.committed) {
        return true;
      }
    }
    return false;
  }

  /** Everything returned so far is committed. */
  public void markCommitted() {
    offsets.values().forEach(of -> of.committed = of.returned);
    commitDeferredSince = 0;
  }

  /** Everything returned up to now may be returned again: the group's own position counts. */
  public void forgetOffsets() {
    offsets.clear();
    commitDeferredSince = 0;
  }

  Map<String, Offsets> offsets() {
    return offsets;
  }
}
