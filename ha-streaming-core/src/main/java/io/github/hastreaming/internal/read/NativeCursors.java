package io.github.hastreaming.internal.read;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.responses.CreateCursorResponse;
import com.oracle.bmc.streaming.responses.CreateGroupCursorResponse;
import io.github.hastreaming.internal.call.Requests;
import io.github.hastreaming.internal.cursor.CursorStart;
import io.github.hastreaming.internal.cursor.PairCursor;
import io.github.hastreaming.internal.cursor.StartType;
import io.github.hastreaming.internal.cursor.StreamPosition;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Opens the service's own cursors in one stream of the pair, at the place that a cursor of ours
 * stands for there. No position is derived from another stream's offset or timestamp.
 */
final class NativeCursors {

  /** How far clocks of the service's regions may differ, generously: duplicates, not loss. */
  private static final Duration CLOCK_MARGIN = Duration.ofSeconds(60);

  private NativeCursors() {}

  /** Where to open: type with its offset or time. */
  private record Place(StartType type, @Nullable Long offset, @Nullable Long time) {}

  /**
   * Opens the stream where the cursor left it, or where it was started if it was never there.
   *
   * @return whether messages were skipped, since the position is not in the stream any more
   */
  static boolean open(Stream client, StreamTarget target, PairCursor cursor) {
    StreamPosition position = cursor.position(target.streamOcid());
    if (cursor.start() instanceof CursorStart.OfGroup group) {
      position.nativeCursor(join(client, target, group, groupPlace(group, cursor)));
      return false;
    }
    CursorStart.OfPartition partition = (CursorStart.OfPartition) cursor.start();
    boolean isPrimary = target.streamOcid().equals(cursor.primaryOcid());
    Place place = partitionPlace(partition, cursor, position, isPrimary);
    try {
      position.nativeCursor(openAt(client, target, partition.partition(), place));
      return false;
    } catch (BmcException e) {
      if (!ServiceErrors.isBadRequest(e)) {
        throw e;
      }
      if (!isPrimary && lacksPartition(client, target, partition, e)) {
        position.markAbsent();
        return false;
      }
      openAtOldest(client, target, cursor);
      return place.offset() != null;
    }
  }

  /**
   * Whether a stream refused a cursor since it has fewer partitions than the primary. Anything else
   * that is wrong, such as a time or a limit, must not be taken for that: it would be left unread.
   */
  static boolean lacksPartition(
      Stream client, StreamTarget target, CursorStart.OfPartition start, BmcException refusal) {
    if (!ServiceErrors.isInvalidParameter(refusal)) {
      return false;
    }
    try {
      openAt(client, target, start.partition(), new Place(StartType.TRIM_HORIZON, null, null));
      return false;
    } catch (BmcException e) {
      if (!ServiceErrors.isBadRequest(e)) {
        throw e;
      }
      return ServiceErrors.isInvalidParameter(e);
    }
  }

  /** Opens the stream at its oldest message. */
  static void openAtOldest(Stream client, StreamTarget target, PairCursor cursor) {
    Place oldest = new Place(StartType.TRIM_HORIZON, null, null);
    String opened =
        cursor.start() instanceof CursorStart.OfGroup group
            ? join(client, target, group, oldest)
            : openAt(
                client, target, ((CursorStart.OfPartition) cursor.start()).partition(), oldest);
    cursor.position(target.streamOcid()).nativeCursor(opened);
  }

  private static Place partitionPlace(
      CursorStart.OfPartition start,
      PairCursor cursor,
      StreamPosition position,
      boolean isPrimary) {
    long returned = position.returned(start.partition());
    if (returned != StreamPosition.NONE) {
      return new Place(StartType.AFTER_OFFSET, returned, null);
    }
    return switch (start.type()) {
      case LATEST -> sinceStarted(cursor);
      case AT_TIME -> new Place(StartType.AT_TIME, null, start.time());
      case TRIM_HORIZON -> new Place(StartType.TRIM_HORIZON, null, null);
      case AT_OFFSET, AFTER_OFFSET ->
          isPrimary // Offsets are the primary's; elsewhere they mean nothing.
              ? new Place(start.type(), start.offset(), null)
              : new Place(StartType.TRIM_HORIZON, null, null);
    };
  }

  private static Place groupPlace(CursorStart.OfGroup start, PairCursor cursor) {
    if (!start.newGroup()) {
      return new Place(StartType.TRIM_HORIZON, null, null);
    }
    return switch (start.type()) {
      case LATEST -> sinceStarted(cursor);
      case AT_TIME -> new Place(StartType.AT_TIME, null, start.time());
      default -> new Place(StartType.TRIM_HORIZON, null, null);
    };
  }

  /** LATEST means the same moment in every stream, also in one that is visited later. */
  private static Place sinceStarted(PairCursor cursor) {
    return new Place(StartType.AT_TIME, null, cursor.startedAt() - CLOCK_MARGIN.toMillis());
  }

  private static String openAt(Stream client, StreamTarget target, String partition, Place place) {
    CreateCursorResponse response =
        client.createCursor(
            Requests.createCursor(
                target,
                CreateCursorDetails.builder()
                    .partition(partition)
                    .type(partitionType(place.type()))
                    .offset(place.offset())
                    .time(
                        place.time() == null ? null : Date.from(Instant.ofEpochMilli(place.time())))
                    .build()));
    return ServiceAnswers.cursorOf(response.getCursor());
  }

  private static String join(
      Stream client, StreamTarget target, CursorStart.OfGroup group, Place place) {
    CreateGroupCursorDetails details =
        CreateGroupCursorDetails.builder()
            .groupName(group.group())
            .instanceName(group.instance())
            .timeoutInMs(group.timeoutMillis())
            .commitOnGet(group.commitOnGet())
            .type(groupType(place.type()))
            .time(place.time() == null ? null : Date.from(Instant.ofEpochMilli(place.time())))
            .build();
    return join(client, target, details);
  }

  /** Joins a group, and creates it where it is missing. */
  static String join(Stream client, StreamTarget target, CreateGroupCursorDetails details) {
    CreateGroupCursorResponse response =
        client.createGroupCursor(Requests.createGroupCursor(target, details));
    return ServiceAnswers.cursorOf(response.getCursor());
  }

  private static CreateCursorDetails.Type partitionType(StartType type) {
    return switch (type) {
      case TRIM_HORIZON -> CreateCursorDetails.Type.TrimHorizon;
      case LATEST -> CreateCursorDetails.Type.Latest;
      case AT_TIME -> CreateCursorDetails.Type.AtTime;
      case AT_OFFSET -> CreateCursorDetails.Type.AtOffset;
      case AFTER_OFFSET -> CreateCursorDetails.Type.AfterOffset;
    };
  }

  private static CreateGroupCursorDetails.Type groupType(StartType type) {
    return switch (type) {
      case LATEST -> CreateGroupCursorDetails.Type.Latest;
      case AT_TIME -> CreateGroupCursorDetails.Type.AtTime;
      default -> CreateGroupCursorDetails.Type.TrimHorizon;
    };
  }
}
