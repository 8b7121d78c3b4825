package io.github.hastreaming.internal.read;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.responses.ConsumerCommitResponse;
import io.github.hastreaming.internal.call.Requests;
import io.github.hastreaming.internal.cursor.CursorStart;
import io.github.hastreaming.internal.cursor.PairCursor;
import io.github.hastreaming.internal.cursor.StreamPosition;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.target.StreamTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commits that could not be made when the caller asked for them: carried in the cursor, made up
 * when the stream can be reached, as long as its native cursor lives. Only positions of messages
 * that were returned to the caller are ever committed.
 */
final class Commits {

  private static final int GROUPS_REMEMBERED = 1_000;

  private final ReadEvents events;
  private final TimeSource time;

  /** When this process last updated a group: commits deferred before that are void. */
  private final Map<String, Long> updatedAt =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > GROUPS_REMEMBERED;
        }
      };

  Commits(ReadEvents events, TimeSource time) {
    this.events = events;
    this.time = time;
  }

  /** Remembers in the cursor that a commit is due in a stream. */
  void defer(StreamTarget target, PairCursor cursor, String reason) {
    StreamPosition position = cursor.position(target.streamOcid());
    if (position.commitDeferredSince() == 0) {
      position.commitDeferredSince(Math.max(1, time.now().toEpochMilli()));
      events.commitDeferred(target, groupOf(cursor), reason);
    }
  }

  /** Makes up what is due in a stream that can be reached. */
  void makeUp(Stream client, StreamTarget target, PairCursor cursor) {
    StreamPosition position = cursor.position(target.streamOcid());
    String nativeCursor = position.nativeCursor();
    boolean deferred = position.commitDeferredSince() != 0;
    // The read that should have committed was not answered, and no other goes on from its cursor.
    boolean missed = position.mustRejoin() && isLeftToTheNextRead(position, cursor);
    if (nativeCursor == null || !(deferred || missed)) {
      return;
    }
    if (deferred && isVoid(groupOf(cursor), position.commitDeferredSince())) {
      position.commitDeferredSince(0);
      return;
    }
    try {
      commit(client, target, cursor, nativeCursor);
      if (deferred) {
        events.commitMadeUp(target, groupOf(cursor));
      }
    } catch (BmcException e) {
      if (!ServiceErrors.isBadRequest(e)) {
        throw e; // Still not to be reached; the commit stays due.
      }
      forget(target, cursor, String.valueOf(e.getMessage()));
    }
  }

  /** Commits now. */
  String commit(
      Stream client, StreamTarget target, PairCursor cursor, @Nullable String nativeCursor) {
    ConsumerCommitResponse response = client.consumerCommit(Requests.commit(target, nativeCursor));
    String next = ServiceAnswers.cursorOf(response.getCursor());
    StreamPosition position = cursor.position(target.streamOcid());
    position.nativeCursor(next);
    position.markCommitted();
    return next;
  }

  /** A commit that the caller asks for cannot be made any more. */
  void drop(StreamTarget target, PairCursor cursor, String reason) {
    reset(target, cursor);
    events.commitDropped(target, groupOf(cursor), reason);
  }

  /** The native cursor is of no use any more; a commit that was due goes with it. */
  void forget(StreamTarget target, PairCursor cursor, String reason) {
    StreamPosition position = cursor.position(target.streamOcid());
    if (position.commitDeferredSince() != 0 || isLeftToTheNextRead(position, cursor)) {
      events.commitDropped(target, groupOf(cursor), reason);
    }
    reset(target, cursor);
  }

  private static void reset(StreamTarget target, PairCursor cursor) {
    StreamPosition position = cursor.position(target.streamOcid());
    position.nativeCursor(null);
    position.mustRejoin(false);
    position.commitDeferredSince(0);
    if (cursor.isGroup()) {
      position.forgetOffsets(); // What is not committed is delivered again.
    }
  }

  /** With commitOnGet it is the next read that commits what the last one returned. */
  private static boolean isLeftToTheNextRead(StreamPosition position, PairCursor cursor) {
    return cursor.start() instanceof CursorStart.OfGroup group
        && group.commitsOnGet()
        && position.isCommitDue();
  }

  void groupUpdated(String group) {
    synchronized (updatedAt) {
      updatedAt.put(group, time.now().toEpochMilli());
    }
  }

  private boolean isVoid(String group, long deferredSince) {
    synchronized (updatedAt) {
      Long updated = updatedAt.get(group);
      return updated != null && updated >= deferredSince;
    }
  }

  static String groupOf(PairCursor cursor) {
    return cursor.start() instanceof CursorStart.OfGroup group ? group.group() : "";
  }
}
