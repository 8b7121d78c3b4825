package io.github.hastreaming.testkit.internal.http;

import io.github.hastreaming.testkit.internal.service.Batch;
import io.github.hastreaming.testkit.internal.service.Cursor;
import io.github.hastreaming.testkit.internal.service.GroupCursor;
import io.github.hastreaming.testkit.internal.service.Message;
import io.github.hastreaming.testkit.internal.service.NewMessage;
import io.github.hastreaming.testkit.internal.service.PartitionCursor;
import io.github.hastreaming.testkit.internal.service.PutEntry;
import io.github.hastreaming.testkit.internal.service.ServiceException;
import io.github.hastreaming.testkit.internal.service.StoredStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** putMessages, createCursor and getMessages. */
final class MessagesApi {
  private MessagesApi() {}

  static ApiResponse putMessages(StoredStream stream, ApiRequest request) {
    List<@Nullable PutMessagesDetailsEntry> messages =
        Json.read(request.body(), PutMessagesDetails.class).messages();
    if (messages == null) {
      throw ServiceException.missingParameter("messages");
    }
    List<PutEntry> entries =
        stream.writer().put(messages.stream().map(MessagesApi::newMessage).toList());
    long failures = entries.stream().filter(entry -> entry.error() != null).count();
    return ApiResponse.json(
        new PutMessagesResult(failures, entries.stream().map(MessagesApi::putResult).toList()));
  }

  static ApiResponse createCursor(StoredStream stream, ApiRequest request) {
    CreateCursorDetails body = Json.read(request.body(), CreateCursorDetails.class);
    if (body.partition() == null) {
      throw ServiceException.missingParameter("partition");
    }
    return CursorValue.answer(
        stream
            .reader()
            .createCursor(
                body.partition(), CursorTypes.parse(body.type()), body.offset(), body.time()));
  }

  static ApiResponse getMessages(StoredStream stream, ApiRequest request) {
    Cursor cursor = CursorCodec.decode(request.requiredQuery("cursor"));
    Integer limit = request.integerQuery("limit");
    Batch<? extends Cursor> batch =
        cursor instanceof GroupCursor group
            ? stream.groups().read(group, limit)
            : stream.reader().read((PartitionCursor) cursor, limit);
    String streamName = stream.definition().name();
    List<ReadMessage> messages =
        batch.messages().stream().map(message -> ReadMessage.of(streamName, message)).toList();
    return ApiResponse.json(messages)
        .withHeader("opc-next-cursor", CursorCodec.encode(batch.nextCursor()));
  }

  private static NewMessage newMessage(@Nullable PutMessagesDetailsEntry message) {
    if (message == null || message.value() == null) {
      throw ServiceException.missingParameter("value");
    }
    return new NewMessage(message.key(), message.value());
  }

  private static PutMessagesResultEntry putResult(PutEntry entry) {
    Message stored = entry.stored();
    return stored == null
        ? new PutMessagesResultEntry(null, null, null, entry.error(), entry.errorMessage())
        : new PutMessagesResultEntry(
            stored.partition(), stored.offset(), stored.timestamp(), null, null);
  }

  // The bodies, by the names they have in the service's API reference.

  private record PutMessagesDetails(@Nullable List<@Nullable PutMessagesDetailsEntry> messages) {}

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record PutMessagesDetailsEntry(byte @Nullable [] key, byte @Nullable [] value) {}

  private record PutMessagesResult(long failures, List<PutMessagesResultEntry> entries) {}

  private record PutMessagesResultEntry(
      @Nullable String partition,
      @Nullable Long offset,
      @Nullable Instant timestamp,
      @Nullable String error,
      @Nullable String errorMessage) {}

  private record CreateCursorDetails(
      @Nullable String partition,
      @Nullable String type,
      @Nullable Long offset,
      @Nullable Instant time) {}

  /** The service calls the stream by its name here, not by its OCID. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record ReadMessage(
      String stream,
      String partition,
      byte @Nullable [] key,
      byte[] value,
      long offset,
      Instant timestamp) {

    static ReadMessage of(String streamName, Message message) {
      return new ReadMessage(
          streamName,
          message.partition(),
          message.key(),
          message.value(),
          message.offset(),
          message.timestamp());
    }
  }
}
