package io.github.hastreaming.internal.read;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
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
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
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
    Set<Region> asked = new HashSet<>(4);
    @Nullable GetMessagesResponse swept = sweepIfDue(cursor, request, asked);
    return swept != null ? swept : readPreferred(cursor, request, asked);
  }

  private @Nullable GetMessagesResponse sweepIfDue(
      PairCursor cursor, GetMessagesRequest request, Set<Region> asked) {
    long now = time.now().toEpochMilli();
    long since = now - cursor.lastSweep();
    boolean due = since < 0 || since >= sweepInterval.toMillis(); // A time in the future is due.
    if (sweepInterval.isZero() || !due) {
      return null;
    }
    cursor.lastSweep(now);
    for (Region region : streams.after(cursor.currentOcid())) {
      if (!Sweeper.isWorthAsking(region)) {
        noteUnreachable(region);
        continue;
      }
      asked.add(region);
      GetMessagesResponse response = sweeper.ask(region, cursor, request);
      if (response != null) {
        commitBeforeLeaving(cursor);
        return answer(cursor, region.target(), response);
      }
    }
    return null;
  }

  private GetMessagesResponse readPreferred(
      PairCursor cursor, GetMessagesRequest request, Set<Region> asked) {
    Region current = streams.find(cursor.currentOcid());
    Served served = new Served();
    GetMessagesResponse response = readFrom(current, cursor, request, served);
    StreamTarget target = served.by == null ? streams.active().target() : served.by;
    if (current != null) {
      asked.add(current);
      if (!current.target().streamOcid().equals(target.streamOcid())) {
        left(current, served.currentAsked, cursor);
      }
    }
    if (!response.getItems().isEmpty()) {
      return answer(cursor, target, response);
    }
    return beforeEmptyAnswer(cursor, target, request, response, asked);
  }

  private GetMessagesResponse readFrom(
      @Nullable Region current, PairCursor cursor, GetMessagesRequest request, Served served) {
    BiFunction<Stream, StreamTarget, GetMessagesResponse> method =
        (client, target) -> {
          served.currentAsked |= target.streamOcid().equals(cursor.currentOcid());
          GetMessagesResponse answer = reader.read(client, target, cursor, request);
          served.by = target;
          return answer;
        };
    try {
      return calls.read(StreamOperation.GET_MESSAGES, current, method);
    } catch (BmcException e) {
      Region active = streams.active();
      if (current == null || current == active || !ServiceErrors.isBadRequest(e)) {
        throw e;
      }
      // A stream that is only drained cannot serve: the other at once. A request that is wrong in
      // itself is refused there too.
      events.sweepFailed(current.target(), e);
      return calls.read(StreamOperation.GET_MESSAGES, active, method);
    }
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
      GetMessagesResponse empty,
      Set<Region> asked) {
    Region active = streams.active();
    for (Region region : streams.after(drained.streamOcid())) {
      StreamPosition position = cursor.position(region.target().streamOcid());
      boolean worthwhile = region == active || !position.isAsked();
      if (worthwhile && Sweeper.isWorthAsking(region) && asked.add(region)) {
        GetMessagesResponse response = sweeper.ask(region, cursor, request);
        if (response != null) {
          return answer(cursor, region.target(), response);
        }
      }
      if (asked.contains(region)) {
        position.markAsked(); // Once, even if it did not answer: the sweeps come back to it.
      }
    }
    if (asked.containsAll(streams.after(drained.streamOcid()))) {
      cursor.lastSweep(time.now().toEpochMilli()); // No other sweep could have found more.
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
