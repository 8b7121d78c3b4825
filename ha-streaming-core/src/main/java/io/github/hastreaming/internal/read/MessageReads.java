package io.github.hastreaming.internal.read;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.call.Served;
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

  /** A stream is swept this many times less often than a sweep of it takes. */
  private static final int SWEEP_PAUSE = 10;

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
    if (sweepInterval.isZero() || !isDue(cursor.lastSweep(), now, sweepInterval)) {
      return null;
    }
    boolean skipped = false;
    for (Region region : streams.after(cursor.currentOcid())) {
      if (!isTurnOf(region, cursor.lastSweep(), now)) {
        continue; // It takes long to answer, and costs every reader that time.
      }
      if (!Sweeper.isWorthAsking(region)) {
        noteUnreachable(region);
        continue;
      }
      if (!region.sweepSlots().tryTake()) {
        skipped = true; // Due at the next read.
        continue;
      }
      asked.add(region);
      GetMessagesResponse response = sweepInSlot(region, cursor, request);
      if (response != null) {
        cursor.lastSweep(now);
        commitBeforeLeaving(cursor);
        return answer(cursor, region.target(), response);
      }
    }
    if (!skipped && !asked.isEmpty()) {
      cursor.lastSweep(now);
    }
    return null;
  }

  /** A time in the future is due. */
  private static boolean isDue(long last, long now, Duration interval) {
    long since = now - last;
    return since < 0 || since >= interval.toMillis();
  }

  /** Once in each stretch of its pause, whichever streams were asked in between. */
  private static boolean isTurnOf(Region region, long last, long now) {
    long pause = region.lastSweep().multipliedBy(SWEEP_PAUSE).toMillis();
    return pause == 0 || now < last || now / pause != last / pause;
  }

  private @Nullable GetMessagesResponse sweepInSlot(
      Region region, PairCursor cursor, GetMessagesRequest request) {
    try {
      return sweeper.ask(region, cursor, request);
    } finally {
      region.sweepSlots().release();
    }
  }

  private GetMessagesResponse readPreferred(
      PairCursor cursor, GetMessagesRequest request, Set<Region> asked) {
    Region current = streams.find(cursor.currentOcid());
    Served<GetMessagesResponse> answer = readFrom(current, cursor, request);
    StreamTarget target = answer.servedBy().target();
    if (current != null) {
      asked.add(current);
      if (current != answer.servedBy()) {
        left(current, answer.attempts() > 1, cursor);
      }
    }
    GetMessagesResponse response = answer.response();
    return response.getItems().isEmpty()
        ? beforeEmptyAnswer(cursor, target, request, response, asked)
        : answer(cursor, target, response);
  }

  private Served<GetMessagesResponse> readFrom(
      @Nullable Region current, PairCursor cursor, GetMessagesRequest request) {
    BiFunction<Stream, StreamTarget, GetMessagesResponse> method =
        (client, target) -> reader.read(client, target, cursor, request);
    if (current == null) {
      return calls.read(StreamOperation.GET_MESSAGES, method);
    }
    try {
      return calls.readFrom(current, StreamOperation.GET_MESSAGES, method);
    } catch (BmcException e) {
      if (current == streams.active() || !ServiceErrors.isBadRequest(e)) {
        throw e;
      }
      // A stream that is only drained cannot serve: the other at once. A request that is wrong in
      // itself is refused there too.
      events.sweepFailed(current.target(), e);
      return calls.readFrom(streams.active(), StreamOperation.GET_MESSAGES, method);
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
        GetMessagesResponse response = sweepInLine(region, cursor, request);
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

  private @Nullable GetMessagesResponse sweepInLine(
      Region region, PairCursor cursor, GetMessagesRequest request) {
    if (!region.sweepSlots().take(time)) {
      return null;
    }
    return sweepInSlot(region, cursor, request);
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
          left,
          StreamOperation.CONSUMER_COMMIT,
          (client, target) -> commits.commit(client, target, cursor, nativeCursor));
    }
  }
}
