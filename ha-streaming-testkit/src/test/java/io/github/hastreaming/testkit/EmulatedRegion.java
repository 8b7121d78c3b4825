package io.github.hastreaming.testkit;

import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.model.PutMessagesResult;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One emulated region with one stream, and a plain SDK client that talks to it. */
final class EmulatedRegion implements BeforeEachCallback, AfterEachCallback {
  private final int partitions;
  private final UnaryOperator<OciStreamingEmulator.Builder> options;
  private @Nullable OciStreamingEmulator emulator;
  private @Nullable StreamClient client;
  private String streamOcid = "";

  EmulatedRegion(int partitions) {
    this(partitions, options -> options);
  }

  EmulatedRegion(int partitions, UnaryOperator<OciStreamingEmulator.Builder> options) {
    this.partitions = partitions;
    this.options = options;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    emulator = options.apply(OciStreamingEmulator.builder().region("sa-saopaulo-1")).start();
    streamOcid = emulator.createStream("events", partitions);
    client = PlainSdk.streamClient(emulator.endpoint());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    client().close();
    emulator().close();
  }

  OciStreamingEmulator emulator() {
    return Objects.requireNonNull(emulator);
  }

  StreamClient client() {
    return Objects.requireNonNull(client);
  }

  String streamOcid() {
    return streamOcid;
  }

  /** Puts messages without a key. */
  PutMessagesResult put(String... values) {
    return put(
        Arrays.stream(values)
            .map(value -> PutMessagesDetailsEntry.builder().value(bytes(value)).build())
            .toList());
  }

  PutMessagesResult putWithKey(String key, String value) {
    return put(
        List.of(PutMessagesDetailsEntry.builder().key(bytes(key)).value(bytes(value)).build()));
  }

  PutMessagesResult put(List<PutMessagesDetailsEntry> messages) {
    return client().putMessages(putRequest(streamOcid, messages)).getPutMessagesResult();
  }

  static PutMessagesRequest putRequest(String stream, String value) {
    return putRequest(
        stream, List.of(PutMessagesDetailsEntry.builder().value(bytes(value)).build()));
  }

  private static PutMessagesRequest putRequest(
      String stream, List<PutMessagesDetailsEntry> messages) {
    return PutMessagesRequest.builder()
        .streamId(stream)
        .putMessagesDetails(PutMessagesDetails.builder().messages(messages).build())
        .build();
  }

  /** A cursor on partition 0. */
  String cursor(CreateCursorDetails.Type type) {
    return cursor(CreateCursorDetails.builder().partition("0").type(type));
  }

  String cursor(String partition, CreateCursorDetails.Type type) {
    return cursor(CreateCursorDetails.builder().partition(partition).type(type));
  }

  CreateCursorRequest cursorRequest(CreateCursorDetails.Type type) {
    return cursorRequest(CreateCursorDetails.builder().partition("0").type(type));
  }

  String cursor(CreateCursorDetails.Builder details) {
    return client().createCursor(cursorRequest(details)).getCursor().getValue();
  }

  private CreateCursorRequest cursorRequest(CreateCursorDetails.Builder details) {
    return CreateCursorRequest.builder()
        .streamId(streamOcid)
        .createCursorDetails(details.build())
        .build();
  }

  GetMessagesResponse get(String cursor) {
    return client()
        .getMessages(GetMessagesRequest.builder().streamId(streamOcid).cursor(cursor).build());
  }

  GetMessagesResponse get(String cursor, int limit) {
    return client()
        .getMessages(
            GetMessagesRequest.builder().streamId(streamOcid).cursor(cursor).limit(limit).build());
  }

  /** The values that a cursor reads, as text. */
  List<String> read(String cursor) {
    return values(get(cursor));
  }

  static List<String> values(GetMessagesResponse response) {
    return response.getItems().stream().map(message -> text(message.getValue())).toList();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
