package io.github.hastreaming.internal.read;

import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.call.StreamCalls;
import io.github.hastreaming.internal.cursor.CursorCodec;
import io.github.hastreaming.internal.cursor.CursorStart;
import io.github.hastreaming.internal.cursor.PairCursor;
import io.github.hastreaming.internal.cursor.StreamPosition;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which stream a read comes from: the cursor's current one until it is drained, then the active
 * one; and every sweep interval the others too, so that nothing stays behind in any of them.
 */
final class MessageReads {

  /** The region that served a call that may have been handed over. */
  private static final class Served {
    private @Nullable StreamTarget by;
    private boolean currentAsked;
  }

  private final StreamCalls calls;
  private final ReadableStreams streams;
  private final StreamReader reader;
  private final Sweeper sweeper;
  private final Commits commits;
  private final ReadEvents events;
  private final TimeSource time;
  private final Duration sweepInterval;

  MessageReads(
      StreamCalls calls,
      ReadableStreams streams,
      StreamReader reader,
      Sweeper sweeper,
      Commits commits,
      ReadEvents events,
      TimeSource time,
      Duration sweepInterval) {
    this.calls = calls;
    this.streams = streams;
    this.reader = reader;
    this.sweeper = sweeper;
    this.commits = commits;
    this.events = events;
    this.time = time;
    this.sweepInterval = sweepInterval;
  }

  GetMessagesResponse read(PairCursor cursor, GetMessagesRequest request) {
    @Nullable GetMessagesResponse swept = sweepIfDue(cursor, request);
    return swept != null ? swept : readPreferred(cursor, request);
  }

  private @Nullable GetMessagesResponse sweepIfDue(PairCursor cursor, GetMessagesRequest request) {
    long now = time.now().toEpochMilli();
    long since = now - cursor.lastSweep();
    boolean due = since < 0 || since >= sweepInterval.toMillis(); // A time in the future is due.
    if (sweepInterval.isZero() || !due) {
      return null;
    }
    cursor.lastSweep(now);
    for (Region region : streams.all()) {
      if (region.target().streamOcid().equals(cursor.currentOcid())) {
        continue;
      }
      if (!Sweeper.isWorthAsking(region)) {
        noteUnreachable(region);
        continue;
      }
      GetMessagesResponse response = sweeper.ask(region, cursor, request);
      if (response != null) {
        commitBeforeLeaving(cursor);
        return answer(cursor, region.target(), response);
      }
    }
    return null;
  }

  private GetMessagesResponse readPreferred(PairCursor cursor, GetMessagesRequest request) {
    Region current = streams.find(cursor.currentOcid());
    Served served = new Served();
    GetMessagesResponse response =
        calls.read(
            StreamOperation.GET_MESSAGES,
            current,
            (client, target) -> {
              served.currentAsked |= target.streamOcid().equals(cursor.currentOcid());
              GetMessagesResponse answer = reader.read(client, target, cursor, request);
              served.by = target;
              return answer;
            });
    StreamTarget target = served.by == null ? streams.active().target() : served.by;
    if (current != null && !current.target().streamOcid().equals(target.streamOcid())) {
      left(current, served.currentAsked, cursor);
    }
    if (!response.getItems().isEmpty()) {
      return answer(cursor, target, response);
    }
    return beforeEmptyAnswer(cursor, target, request, response);
  }

  /** Handed over: messages may be left behind. A trial of the primary leaves a healthy stream. */
  private void left(Region current, boolean failed, PairCursor cursor) {
    if (failed || !Sweeper.isWorthAsking(current)) {
      noteUnreachable(current);
    } else {
      commitBeforeLeaving(cursor);
    }
  }

  private void noteUnreachable(Region region) {
    String failure = region.lastFailure();
    events.messagesUnreachable(
        region.target(), failure.isEmpty() ? "its breaker is open" : failure);
  }

  /**
   * The stream is drained. Before the caller is told so, the active stream is asked, and every
   * stream that this cursor has not been in yet: a job may stop at its first empty batch.
   */
  private GetMessagesResponse beforeEmptyAnswer(
      PairCursor cursor,
      StreamTarget drained,
      GetMessagesRequest request,
      GetMessagesResponse empty) {
    Region active = streams.active();
    for (Region region : streams.all()) {
      StreamPosition position = cursor.position(region.target().streamOcid());
      boolean worthwhile = region == active || !position.isAsked();
      boolean other = !region.target().streamOcid().equals(drained.streamOcid());
      if (other && worthwhile && Sweeper.isWorthAsking(region)) {
        GetMessagesResponse response = sweeper.ask(region, cursor, request);
        if (response != null) {
          return answer(cursor, region.target(), response);
        }
      }
    }
    cursor.currentOcid(active.target().streamOcid());
    return answerWith(cursor, drained, empty);
  }

  private GetMessagesResponse answer(
      PairCursor cursor, StreamTarget from, GetMessagesResponse response) {
    cursor.currentOcid(from.streamOcid());
    return answerWith(cursor, from, response);
  }

  private static GetMessagesResponse answerWith(
      PairCursor cursor, StreamTarget from, GetMessagesResponse response) {
    cursor.originOcid(from.streamOcid());
    return GetMessagesResponse.builder()
        .copy(response)
        .opcNextCursor(CursorCodec.encode(cursor))
        .build();
  }

  /**
   * The caller came back, so what the last read returned may be committed; its stream is not read
   * now, which would have done it.
   */
  private void commitBeforeLeaving(PairCursor cursor) {
    Region left = streams.find(cursor.currentOcid());
    if (left == null
        || !(cursor.start() instanceof CursorStart.OfGroup group)
        || !group.commitsOnGet()) {
      return;
    }
    StreamPosition position = cursor.position(cursor.currentOcid());
    String nativeCursor = position.nativeCursor();
    if (position.isCommitDue() && nativeCursor != null && Sweeper.isWorthAsking(left)) {
      sweeper.tryOnce(
          left, (client, target) -> commits.commit(client, target, cursor, nativeCursor));
    }
  }
}
