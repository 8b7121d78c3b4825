package io.github.hastreaming.internal.read;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.Message;
import com.oracle.bmc.streaming.model.UpdateGroupDetails;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.call.Requests;
import io.github.hastreaming.internal.call.UnusableAnswerException;
import io.github.hastreaming.internal.cursor.CursorStart;
import io.github.hastreaming.internal.cursor.PairCursor;
import io.github.hastreaming.internal.cursor.StreamPosition;
import io.github.hastreaming.target.StreamTarget;
import java.util.List;
import java.util.Map;

/**
 * Reads one stream of the pair for a cursor: opens it where needed, replaces a native cursor that
 * expired, and keeps the position.
 */
final class StreamReader {

  private final FailureClassifier classifier;
  private final Commits commits;
  private final ReadEvents events;

  StreamReader(FailureClassifier classifier, Commits commits, ReadEvents events) {
    this.classifier = classifier;
    this.commits = commits;
    this.events = events;
  }

  /**
   * Reads once.
   *
   * @param request the caller's; its stream and cursor are replaced
   * @return the service's answer; an empty one if the stream has no such partition
   */
  GetMessagesResponse read(
      Stream client, StreamTarget target, PairCursor cursor, GetMessagesRequest request) {
    StreamPosition position = cursor.position(target.streamOcid());
    commits.makeUp(client, target, cursor);
    boolean skipped = false;
    boolean fresh = position.nativeCursor() == null || position.mustRejoin();
    if (fresh && !position.isAbsent()) {
      commits.forget(target, cursor, "a read was not answered");
      skipped = NativeCursors.open(client, target, cursor);
    }
    String nativeCursor = position.nativeCursor();
    if (nativeCursor == null) {
      position.markAsked();
      return nothing(); // The stream has no such partition.
    }
    GetMessagesResponse response;
    try {
      response = get(client, target, cursor, nativeCursor, request);
    } catch (BmcException e) {
      skipped |= reopenAfter(e, fresh, client, target, cursor);
      response = get(client, target, cursor, reopened(position, e), request);
    }
    accept(response, target, cursor, skipped);
    return response;
  }

  private GetMessagesResponse get(
      Stream client,
      StreamTarget target,
      PairCursor cursor,
      String nativeCursor,
      GetMessagesRequest request) {
    GetMessagesRequest copy = Requests.getMessages(request, target, nativeCursor);
    try {
      GetMessagesResponse response = client.getMessages(copy);
      UnusableAnswerException.throwIfUnusable(classifier, StreamOperation.GET_MESSAGES, response);
      return response;
    } catch (RuntimeException e) {
      if (cursor.isGroup() && ServiceErrors.mayHaveBeenProcessed(e)) {
        // What the service did with the read is unknown: only joining again is sure to repeat it.
        cursor.position(target.streamOcid()).mustRejoin(true);
      }
      throw e;
    }
  }

  /** Gets a native cursor that works; what cannot be mended so is thrown. */
  private boolean reopenAfter(
      BmcException failure, boolean fresh, Stream client, StreamTarget target, PairCursor cursor) {
    if (ServiceErrors.isOutsideRetention(failure)) {
      skipToOldest(client, target, cursor);
      return true;
    }
    boolean replaceable =
        ServiceErrors.isExpired(failure)
            || (ServiceErrors.isInvalidCursor(failure) && !cursor.isForeign());
    if (fresh || !replaceable) {
      throw failure;
    }
    commits.forget(target, cursor, "the service's cursor expired");
    return NativeCursors.open(client, target, cursor);
  }

  private static String reopened(StreamPosition position, BmcException failure) {
    String nativeCursor = position.nativeCursor();
    if (nativeCursor == null) {
      throw failure;
    }
    return nativeCursor;
  }

  /** A group outside the retention stays there until it is updated. */
  private static void skipToOldest(Stream client, StreamTarget target, PairCursor cursor) {
    if (cursor.start() instanceof CursorStart.OfGroup group) {
      client.updateGroup(
          Requests.updateGroup(
              target,
              group.group(),
              UpdateGroupDetails.builder().type(UpdateGroupDetails.Type.TrimHorizon).build()));
    }
    NativeCursors.openAtOldest(client, target, cursor);
  }

  private void accept(
      GetMessagesResponse response, StreamTarget target, PairCursor cursor, boolean skipped) {
    StreamPosition position = cursor.position(target.streamOcid());
    position.nativeCursor(response.getOpcNextCursor());
    position.markAsked();
    List<Message> messages = response.getItems();
    if (skipped) {
      reportSkipped(messages, target, cursor, position);
    }
    if (cursor.start() instanceof CursorStart.OfGroup group && group.commitsOnGet()) {
      position.markCommitted(); // This read committed what the one before it returned.
    }
    position.returned(messages);
  }

  /** Offsets are not dense: the distance is an upper bound. */
  private void reportSkipped(
      List<Message> messages, StreamTarget target, PairCursor cursor, StreamPosition position) {
    String partition =
        cursor.start() instanceof CursorStart.OfPartition start ? start.partition() : "";
    long returned = position.returned(partition);
    boolean known = returned != StreamPosition.NONE && !messages.isEmpty();
    long skipped = known ? messages.get(0).getOffset() - returned - 1 : -1;
    events.retentionExceeded(target, partition, skipped);
  }

  private static GetMessagesResponse nothing() {
    return GetMessagesResponse.builder()
        .__httpStatusCode__(200)
        .headers(Map.of())
        .opcNextCursor("")
        .items(List.of())
        .build();
  }
}
