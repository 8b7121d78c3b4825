package io.github.hastreaming.internal.read;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.responses.BmcResponse;
import com.oracle.bmc.retrier.RetryConfiguration;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.model.Cursor;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.responses.CreateCursorResponse;
import com.oracle.bmc.streaming.responses.CreateGroupCursorResponse;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.internal.call.StreamCalls;
import io.github.hastreaming.internal.cursor.CursorCodec;
import io.github.hastreaming.internal.cursor.CursorStart;
import io.github.hastreaming.internal.cursor.PairCursor;
import io.github.hastreaming.internal.cursor.StartType;
import io.github.hastreaming.internal.region.Region;
import io.github.hastreaming.internal.time.TimeSource;
import io.github.hastreaming.target.StreamTarget;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates cursors of the pair. */
final class CursorCreation {

  private final String primaryOcid;
  private final StreamCalls calls;
  private final ReadableStreams streams;
  private final Sweeper sweeper;
  private final TimeSource time;

  CursorCreation(
      String primaryOcid,
      StreamCalls calls,
      ReadableStreams streams,
      Sweeper sweeper,
      TimeSource time) {
    this.primaryOcid = primaryOcid;
    this.calls = calls;
    this.streams = streams;
    this.sweeper = sweeper;
    this.time = time;
  }

  /** Opened in the stream that serves; in the others when they are read first. */
  CreateCursorResponse createCursor(CreateCursorRequest request) {
    CreateCursorDetails details = request.getCreateCursorDetails();
    CursorStart.OfPartition start =
        new CursorStart.OfPartition(
            details.getPartition(),
            partitionType(details.getType()),
            details.getOffset(),
            millis(details.getTime()));
    return calls.read(
        StreamOperation.CREATE_CURSOR,
        null,
        (client, target) -> {
          CreateCursorRequest copy =
              CreateCursorRequest.builder()
                  .copy(request)
                  .streamId(target.streamOcid())
                  .createCursorDetails(detailsFor(target, details))
                  .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
                  .build();
          try {
            CreateCursorResponse response = client.createCursor(copy);
            PairCursor cursor = newCursor(start, target, response);
            cursor.position(target.streamOcid()).nativeCursor(response.getCursor().getValue());
            return withCursor(response, cursor);
          } catch (BmcException e) {
            if (target.streamOcid().equals(primaryOcid) || !ServiceErrors.isBadRequest(e)) {
              throw e;
            }
            return withoutPartition(start, target);
          }
        });
  }

  /** Offsets are the primary's. */
  private CreateCursorDetails detailsFor(StreamTarget target, CreateCursorDetails details) {
    boolean byOffset =
        details.getType() == CreateCursorDetails.Type.AtOffset
            || details.getType() == CreateCursorDetails.Type.AfterOffset;
    return byOffset && !target.streamOcid().equals(primaryOcid)
        ? CreateCursorDetails.builder()
            .partition(details.getPartition())
            .type(CreateCursorDetails.Type.TrimHorizon)
            .build()
        : details;
  }

  /** The secondary has fewer partitions than the primary: it has nothing to give for this one. */
  private CreateCursorResponse withoutPartition(
      CursorStart.OfPartition start, StreamTarget target) {
    PairCursor cursor = newCursor(start, target, null);
    cursor.position(target.streamOcid()).markAbsent();
    cursor.currentOcid(primaryOcid);
    return withCursor(
        CreateCursorResponse.builder().__httpStatusCode__(200).headers(Map.of()).build(), cursor);
  }

  private static CreateCursorResponse withCursor(CreateCursorResponse response, PairCursor cursor) {
    return CreateCursorResponse.builder()
        .copy(response)
        .cursor(Cursor.builder().value(CursorCodec.encode(cursor)).build())
        .build();
  }

  /**
   * Creates the group in every known stream at once, so that LATEST means the same moment in each.
   */
  CreateGroupCursorResponse createGroupCursor(CreateGroupCursorRequest request) {
    CreateGroupCursorDetails details = request.getCreateGroupCursorDetails();
    List<Region> known = streams.all();
    boolean exists =
        known.stream().anyMatch(region -> mayHaveGroup(region, details.getGroupName()));
    CursorStart.OfGroup start = groupStart(details, !exists);
    CreateGroupCursorResponse response =
        calls.read(
            StreamOperation.CREATE_GROUP_CURSOR,
            null,
            (client, target) -> {
              CreateGroupCursorResponse answer =
                  client.createGroupCursor(
                      CreateGroupCursorRequest.builder()
                          .copy(request)
                          .streamId(target.streamOcid())
                          .createGroupCursorDetails(joinDetails(details, start))
                          .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
                          .build());
              PairCursor cursor = newCursor(start, target, answer);
              cursor.position(target.streamOcid()).nativeCursor(answer.getCursor().getValue());
              return withCursor(answer, cursor);
            });
    return joinElsewhere(response, details, start, known);
  }

  private CreateGroupCursorResponse joinElsewhere(
      CreateGroupCursorResponse response,
      CreateGroupCursorDetails details,
      CursorStart.OfGroup start,
      List<Region> known) {
    PairCursor cursor = CursorCodec.decode(response.getCursor().getValue());
    for (Region region : known) {
      StreamTarget target = region.target();
      if (!target.streamOcid().equals(cursor.currentOcid()) && Sweeper.isWorthAsking(region)) {
        CreateGroupCursorResponse joined =
            sweeper.tryOnce(
                region,
                (client, stream) ->
                    NativeCursors.createGroupCursor(client, stream, joinDetails(details, start)));
        if (joined != null) {
          cursor.position(target.streamOcid()).nativeCursor(joined.getCursor().getValue());
        }
      }
    }
    return withCursor(response, cursor);
  }

  /** A stream that cannot be reached counts as having the group. */
  private static boolean mayHaveGroup(Region region, String group) {
    if (!Sweeper.isWorthAsking(region)) {
      return true;
    }
    try {
      Sweeper.call(
          region,
          (client, target) ->
              client.getGroup(
                  GetGroupRequest.builder()
                      .streamId(target.streamOcid())
                      .groupName(group)
                      .retryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION)
                      .build()));
      return true;
    } catch (RuntimeException e) {
      return !ServiceErrors.isNotFound(e);
    }
  }

  private static CursorStart.OfGroup groupStart(
      CreateGroupCursorDetails details, boolean newGroup) {
    String instance = details.getInstanceName();
    return new CursorStart.OfGroup(
        details.getGroupName(),
        instance == null || instance.isEmpty() ? UUID.randomUUID().toString() : instance,
        details.getTimeoutInMs(),
        details.getCommitOnGet(),
        groupType(details.getType()),
        millis(details.getTime()),
        newGroup);
  }

  /** A group that exists somewhere begins at the oldest message where it does not. */
  private static CreateGroupCursorDetails joinDetails(
      CreateGroupCursorDetails details, CursorStart.OfGroup start) {
    CreateGroupCursorDetails.Builder join =
        CreateGroupCursorDetails.builder().copy(details).instanceName(start.instance());
    return start.newGroup()
        ? join.build()
        : join.type(CreateGroupCursorDetails.Type.TrimHorizon).time(null).build();
  }

  private static CreateGroupCursorResponse withCursor(
      CreateGroupCursorResponse response, PairCursor cursor) {
    return CreateGroupCursorResponse.builder()
        .copy(response)
        .cursor(Cursor.builder().value(CursorCodec.encode(cursor)).build())
        .build();
  }

  private PairCursor newCursor(
      CursorStart start, StreamTarget target, @Nullable BmcResponse response) {
    long startedAt = serviceTime(response).orElse(time.now()).toEpochMilli();
    PairCursor cursor = new PairCursor(primaryOcid, start, startedAt, target.streamOcid());
    cursor.lastSweep(time.now().toEpochMilli());
    return cursor;
  }

  /** The service's clock, by the {@code Date} header; responses built by hand have none. */
  private static Optional<Instant> serviceTime(@Nullable BmcResponse response) {
    if (response == null || response.getHeaders() == null) {
      return Optional.empty();
    }
    return response.getHeaders().entrySet().stream()
        .filter(header -> "date".equalsIgnoreCase(header.getKey()))
        .flatMap(header -> header.getValue().stream())
        .map(CursorCreation::parsedDate)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Instant> parsedDate(String date) {
    try {
      ZonedDateTime parsed = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(parsed.toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Long millis(@Nullable Date date) {
    return date == null ? null : date.toInstant().toEpochMilli();
  }

  private static StartType partitionType(CreateCursorDetails.@Nullable Type type) {
    if (type == null) {
      return StartType.TRIM_HORIZON; // The service refuses it.
    }
    return switch (type) {
      case Latest -> StartType.LATEST;
      case AtTime -> StartType.AT_TIME;
      case AtOffset -> StartType.AT_OFFSET;
      case AfterOffset -> StartType.AFTER_OFFSET;
      default -> StartType.TRIM_HORIZON;
    };
  }

  private static StartType groupType(CreateGroupCursorDetails.@Nullable Type type) {
    if (type == null) {
      return StartType.TRIM_HORIZON; // The service refuses it.
    }
    return switch (type) {
      case Latest -> StartType.LATEST;
      case AtTime -> StartType.AT_TIME;
      default -> StartType.TRIM_HORIZON;
    };
  }
}
