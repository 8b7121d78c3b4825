package io.github.hastreaming.internal.read;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.responses.CreateCursorResponse;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.call.Requests;
import io.github.hastreaming.internal.call.StreamCalls;
import io.github.hastreaming.internal.cursor.CursorStart;
import io.github.hastreaming.internal.cursor.PairCursor;
import io.github.hastreaming.internal.cursor.StartType;
import io.github.hastreaming.target.StreamTarget;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates cursors on one partition of the pair. */
final class PartitionCursorCreation {

  private final StreamCalls calls;
  private final NewCursors created;

  PartitionCursorCreation(StreamCalls calls, NewCursors created) {
    this.calls = calls;
    this.created = created;
  }

  /** Whether only the service can say what is wrong with a request. */
  static boolean isIncomplete(@Nullable CreateCursorDetails details) {
    if (details == null || details.getPartition() == null || details.getType() == null) {
      return true;
    }
    return switch (details.getType()) {
      case AtTime -> details.getTime() == null;
      case AtOffset, AfterOffset -> details.getOffset() == null;
      default -> false;
    };
  }

  /** Opened in the stream that serves; in the others when they are read first. */
  CreateCursorResponse create(CreateCursorRequest request) {
    CreateCursorDetails details = request.getCreateCursorDetails();
    CursorStart.OfPartition start =
        new CursorStart.OfPartition(
            details.getPartition(),
            partitionType(details.getType()),
            details.getOffset(),
            NewCursors.millis(details.getTime()));
    return calls
        .read(
            StreamOperation.CREATE_CURSOR,
            (client, target) -> createIn(client, target, request, start))
        .response();
  }

  private CreateCursorResponse createIn(
      Stream client,
      StreamTarget target,
      CreateCursorRequest request,
      CursorStart.OfPartition start) {
    CreateCursorDetails details = detailsFor(target, request.getCreateCursorDetails());
    try {
      CreateCursorResponse response =
          client.createCursor(Requests.createCursor(request, target, details));
      PairCursor cursor = created.create(start, target, response);
      cursor
          .position(target.streamOcid())
          .nativeCursor(ServiceAnswers.cursorOf(response.getCursor()));
      return withCursor(response, cursor);
    } catch (BmcException e) {
      if (created.isPrimary(target) || !NativeCursors.lacksPartition(client, target, start, e)) {
        throw e;
      }
      return withoutPartition(start, target);
    }
  }

  /** Offsets are the primary's. */
  private CreateCursorDetails detailsFor(StreamTarget target, CreateCursorDetails details) {
    boolean byOffset =
        details.getType() == CreateCursorDetails.Type.AtOffset
            || details.getType() == CreateCursorDetails.Type.AfterOffset;
    return byOffset && !created.isPrimary(target)
        ? CreateCursorDetails.builder()
            .partition(details.getPartition())
            .type(CreateCursorDetails.Type.TrimHorizon)
            .build()
        : details;
  }

  /** The secondary has fewer partitions than the primary: it has nothing to give for this one. */
  private CreateCursorResponse withoutPartition(
      CursorStart.OfPartition start, StreamTarget target) {
    PairCursor cursor = created.inPrimary(start);
    cursor.position(target.streamOcid()).markAbsent();
    return withCursor(
        CreateCursorResponse.builder().__httpStatusCode__(200).headers(Map.of()).build(), cursor);
  }

  private static CreateCursorResponse withCursor(CreateCursorResponse response, PairCursor cursor) {
    return CreateCursorResponse.builder().copy(response).cursor(NewCursors.encoded(cursor)).build();
  }

  private static StartType partitionType(CreateCursorDetails.Type type) {
    return switch (type) {
      case Latest -> StartType.LATEST;
      case AtTime -> StartType.AT_TIME;
      case AtOffset -> StartType.AT_OFFSET;
      case AfterOffset -> StartType.AFTER_OFFSET;
      default -> StartType.TRIM_HORIZON;
    };
  }
}
