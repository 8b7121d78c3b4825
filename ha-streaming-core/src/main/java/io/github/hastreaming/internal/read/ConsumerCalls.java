package io.github.hastreaming.internal.read;

import com.oracle.bmc.responses.BmcResponse;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.Cursor;
import com.oracle.bmc.streaming.requests.ConsumerCommitRequest;
import com.oracle.bmc.streaming.requests.ConsumerHeartbeatRequest;
import com.oracle.bmc.streaming.responses.ConsumerCommitResponse;
import com.oracle.bmc.streaming.responses.ConsumerHeartbeatResponse;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.FailureClassifier;
import io.github.hastreaming.call.FailureKind;
import io.github.hastreaming.call.RegionFailure;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.call.Requests;
import io.github.hastreaming.internal.call.StreamCalls;
import io.github.hastreaming.internal.cursor.CursorCodec;
import io.github.hastreaming.internal.cursor.PairCursor;
import io.github.hastreaming.internal.cursor.StreamPosition;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.target.StreamTarget;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Commit and heartbeat: in every stream that was delivered from since the last commit. What cannot
 * be reached is an event, not an exception: the commit is carried in the cursor.
 */
final class ConsumerCalls {

  private final StreamCalls calls;
  private final ReadableStreams streams;
  private final Commits commits;
  private final FailureClassifier classifier;

  ConsumerCalls(
      StreamCalls calls, ReadableStreams streams, Commits commits, FailureClassifier classifier) {
    this.calls = calls;
    this.streams = streams;
    this.commits = commits;
    this.classifier = classifier;
  }

  ConsumerCommitResponse commit(PairCursor cursor, ConsumerCommitRequest request) {
    ConsumerCommitResponse answer =
        ConsumerCommitResponse.builder().__httpStatusCode__(200).headers(Map.of()).build();
    @Nullable RuntimeException refusal = null;
    for (Region region : streams.all()) {
      String ocid = region.target().streamOcid();
      StreamPosition position = cursor.position(ocid);
      boolean current = ocid.equals(cursor.currentOcid());
      if (position.nativeCursor() == null || !(current || position.isCommitDue())) {
        continue;
      }
      try {
        ConsumerCommitResponse response = commitIn(region, cursor, request);
        answer = current && response != null ? response : answer;
      } catch (RuntimeException e) {
        if (current) {
          refusal = e;
        } else {
          commits.drop(region.target(), cursor, RegionFailure.describe(e));
        }
      }
    }
    if (refusal != null) {
      throw refusal; // As the service's own client does: unreserved partition, wrong cursor.
    }
    return ConsumerCommitResponse.builder().copy(answer).cursor(encoded(cursor)).build();
  }

  /** Null if the stream cannot be reached: the commit is then due. */
  private @Nullable ConsumerCommitResponse commitIn(
      Region region, PairCursor cursor, ConsumerCommitRequest request) {
    StreamTarget stream = region.target();
    if (region.guard(CallKind.READ).isOpen() && !streams.isLastLeft(region)) {
      commits.defer(stream, cursor, "its breaker is open");
      return null;
    }
    StreamPosition position = cursor.position(stream.streamOcid());
    try {
      ConsumerCommitResponse response =
          ask(
              region,
              cursor,
              StreamOperation.CONSUMER_COMMIT,
              (client, target) ->
                  client.consumerCommit(Requests.commit(request, target, position.nativeCursor())));
      position.nativeCursor(ServiceAnswers.cursorOf(response.getCursor()));
      position.markCommitted();
      return response;
    } catch (RuntimeException e) {
      if (ServiceErrors.isExpired(e)) {
        commits.drop(stream, cursor, "the service's cursor expired");
        return null;
      }
      requireOutage(StreamOperation.CONSUMER_COMMIT, e);
      commits.defer(stream, cursor, RegionFailure.describe(e));
      return null;
    }
  }

  /** The current stream with the care of any call; the others shortly. */
  private <R extends BmcResponse> R ask(
      Region region,
      PairCursor cursor,
      StreamOperation operation,
      BiFunction<Stream, StreamTarget, R> method) {
    return region.target().streamOcid().equals(cursor.currentOcid())
        ? calls.readIn(region, operation, method)
        : Sweeper.call(region, method);
  }

  ConsumerHeartbeatResponse heartbeat(PairCursor cursor, ConsumerHeartbeatRequest request) {
    ConsumerHeartbeatResponse answer =
        ConsumerHeartbeatResponse.builder().__httpStatusCode__(200).headers(Map.of()).build();
    for (Region region : streams.all()) {
      String ocid = region.target().streamOcid();
      StreamPosition position = cursor.position(ocid);
      boolean current = ocid.equals(cursor.currentOcid());
      boolean covered = current || position.isCommitDue();
      if (position.nativeCursor() != null && covered && mayAnswer(region)) {
        ConsumerHeartbeatResponse response = heartbeatIn(region, cursor, request);
        answer = current && response != null ? response : answer;
      }
    }
    return ConsumerHeartbeatResponse.builder().copy(answer).cursor(encoded(cursor)).build();
  }

  private boolean mayAnswer(Region region) {
    return Sweeper.isWorthAsking(region, StreamOperation.CONSUMER_HEARTBEAT)
        || streams.isLastLeft(region);
  }

  private @Nullable ConsumerHeartbeatResponse heartbeatIn(
      Region region, PairCursor cursor, ConsumerHeartbeatRequest request) {
    StreamPosition position = cursor.position(region.target().streamOcid());
    try {
      ConsumerHeartbeatResponse response =
          ask(
              region,
              cursor,
              StreamOperation.CONSUMER_HEARTBEAT,
              (client, target) ->
                  client.consumerHeartbeat(
                      Requests.heartbeat(request, target, position.nativeCursor())));
      position.nativeCursor(ServiceAnswers.cursorOf(response.getCursor()));
      return response;
    } catch (RuntimeException e) {
      if (ServiceErrors.isExpired(e)) {
        position.mustRejoin(true); // Before the next read.
      } else if (region.target().streamOcid().equals(cursor.currentOcid())) {
        requireOutage(StreamOperation.CONSUMER_HEARTBEAT, e);
      }
      return null;
    }
  }

  /** An outage is survived; the service's own refusal goes to the caller. */
  private void requireOutage(StreamOperation operation, RuntimeException failure) {
    if (failure instanceof AllRegionsUnavailableException) {
      return;
    }
    FailureKind kind = classifier.classify(operation, failure);
    if (kind == FailureKind.INTERRUPTED) {
      Thread.currentThread().interrupt(); // The SDK cleared it.
    }
    if (kind == FailureKind.REJECTED || kind == FailureKind.INTERRUPTED) {
      throw failure;
    }
  }

  private static Cursor encoded(PairCursor cursor) {
    return Cursor.builder().value(CursorCodec.encode(cursor)).build();
  }
}
