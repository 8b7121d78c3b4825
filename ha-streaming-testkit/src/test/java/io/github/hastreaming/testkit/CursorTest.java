package io.github.hastreaming.testkit;

import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.AfterOffset;
import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.AtOffset;
import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.AtTime;
import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.Latest;
import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.TrimHorizon;
import static io.github.hastreaming.testkit.ServiceErrors.assertServiceError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.model.Message;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.responses.GetMessagesResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CursorTest {
  private static final Duration CURSOR_LIFETIME = Duration.ofMinutes(5);
  private static final Duration RETENTION = Duration.ofHours(24);

  @RegisterExtension private final EmulatedRegion region = new EmulatedRegion(1);

  @Test
  void readsFromTheTrimHorizon() {
    region.putWithKey("customer", "order");

    GetMessagesResponse response = region.get(region.cursor(TrimHorizon));

    Message message = response.getItems().get(0);
    assertThat(message.getStream()).isEqualTo("events");
    assertThat(message.getPartition()).isEqualTo("0");
    assertThat(message.getOffset()).isZero();
    assertThat(EmulatedRegion.text(message.getKey())).isEqualTo("customer");
    assertThat(EmulatedRegion.text(message.getValue())).isEqualTo("order");
    assertThat(message.getTimestamp())
        .isEqualTo(Date.from(region.emulator().messages().get(0).timestamp()));
  }

  @Test
  void readsAMessageWithoutKey() {
    region.put("order");

    assertThat(region.get(region.cursor(TrimHorizon)).getItems())
        .extracting(Message::getKey)
        .containsOnlyNulls();
  }

  @Test
  void latestReadsWhatIsPutAfterTheCursorWasCreated() {
    region.put("before");
    String cursor = region.cursor(Latest);
    region.put("after");

    assertThat(region.read(cursor)).containsExactly("after");
  }

  @Test
  void atOffsetReadsThatMessageAndAfterOffsetTheNext() {
    region.put("a", "b", "c");

    assertThat(region.read(region.cursor(atOffset(1)))).containsExactly("b", "c");
    assertThat(region.read(region.cursor(afterOffset(1)))).containsExactly("c");
    assertThat(region.read(region.cursor(afterOffset(2)))).isEmpty();
  }

  @Test
  void refusesAnOffsetOutOfRange() {
    region.put("a", "b");

    assertServiceError(
        () -> region.cursor(atOffset(8)), 400, "InvalidParameter", "Offset 8 is invalid");
    assertServiceError(
        () -> region.cursor(afterOffset(-1)), 400, "InvalidParameter", "Offset -1 is invalid");
  }

  @Test
  void atTimeReadsFromThatTimeOn() {
    region.put("early");
    region.emulator().advanceClock(Duration.ofSeconds(10));
    Instant between = region.emulator().now();
    region.emulator().advanceClock(Duration.ofSeconds(10));
    region.put("late");

    assertThat(region.read(region.cursor(atTime(between)))).containsExactly("late");
    assertThat(region.read(region.cursor(atTime(Instant.EPOCH)))).containsExactly("early", "late");
  }

  @Test
  void theNextCursorGoesOnAndIsNeverNull() {
    region.put("a", "b", "c");

    GetMessagesResponse first = region.get(region.cursor(TrimHorizon), 2);
    GetMessagesResponse second = region.get(first.getOpcNextCursor());
    GetMessagesResponse third = region.get(second.getOpcNextCursor());
    region.put("d");
    GetMessagesResponse fourth = region.get(third.getOpcNextCursor());

    assertThat(EmulatedRegion.values(first)).containsExactly("a", "b");
    assertThat(EmulatedRegion.values(second)).containsExactly("c");
    assertThat(EmulatedRegion.values(third)).isEmpty();
    assertThat(EmulatedRegion.values(fourth)).containsExactly("d");
  }

  @Test
  void anOldCursorReadsTheSameAgain() {
    region.put("a");
    String cursor = region.cursor(TrimHorizon);

    assertThat(region.read(cursor)).isEqualTo(region.read(cursor));
  }

  @Test
  void returnsNoMoreThanTheLimitAndNoMoreThanOneMebibyte() {
    String halfMebibyte = "x".repeat(512 * 1024);
    IntStream.range(0, 3).forEach(number -> region.put(halfMebibyte));
    String cursor = region.cursor(TrimHorizon);

    assertThat(region.get(cursor, 1).getItems()).hasSize(1);
    assertThat(region.get(cursor).getItems()).hasSize(2);
  }

  @Test
  void refusesALimitOutOfRange() {
    String cursor = region.cursor(TrimHorizon);

    assertServiceError(
        () -> region.get(cursor, 10_001), 400, "InvalidParameter", "between 1 and 10000");
    assertServiceError(() -> region.get(cursor, 0), 400, "InvalidParameter", "between 1 and 10000");
  }

  @Test
  void expiresFiveMinutesAfterItWasIssued() {
    String cursor = region.cursor(TrimHorizon);

    region.emulator().advanceClock(CURSOR_LIFETIME.minusSeconds(10));
    String renewed = region.get(cursor).getOpcNextCursor();
    region.emulator().advanceClock(Duration.ofSeconds(10));

    assertServiceError(
        () -> region.get(cursor),
        400,
        "InvalidParameter",
        "The cursor is expired. Create a new one.");
    assertThat(region.read(renewed)).isEmpty();
  }

  @Test
  void refusesWhatIsNoCursor() {
    assertInvalid("no cursor at all");
    assertInvalid(Base64.getEncoder().encodeToString(EmulatedRegion.bytes("{}")));
    assertInvalid(Base64.getEncoder().encodeToString(EmulatedRegion.bytes("[1,2")));
    assertInvalid(cursorWith("\"type\":\"AtOffset\",\"partition\":\"0\"")); // an offset is missing
  }

  @Test
  void refusesTheCursorOfAnotherStream() {
    String other = region.emulator().createStream("other", 1);

    assertInvalid(cursorWith("\"type\":\"TrimHorizon\",\"partition\":\"0\"").replace("=", ""));
    assertServiceError(
        () ->
            region
                .client()
                .getMessages(
                    GetMessagesRequest.builder()
                        .streamId(other)
                        .cursor(region.cursor(Latest))
                        .build()),
        400,
        "InvalidParameter",
        "The cursor is invalid. Create a new one.");
  }

  @Test
  void refusesAPartitionThatIsNotThere() {
    assertServiceError(
        () -> region.cursor(CreateCursorDetails.builder().partition("1").type(Latest)),
        400,
        "InvalidParameter",
        "Partition 1 is invalid");
  }

  @Test
  void namesTheMissingParameter() {
    assertMissing(CreateCursorDetails.builder().type(Latest), "partition");
    assertMissing(CreateCursorDetails.builder().partition("0"), "type");
    assertMissing(CreateCursorDetails.builder().partition("0").type(AtOffset), "offset");
    assertMissing(CreateCursorDetails.builder().partition("0").type(AtTime), "time");
  }

  @Test
  void isShapedLikeTheServicesOwn() throws IOException {
    region.put("a");
    String cursor = region.cursor(TrimHorizon);

    JsonNode start = decode(cursor);
    JsonNode next = decode(region.get(cursor).getOpcNextCursor());

    assertThat(start.fieldNames())
        .toIterable()
        .containsExactly(
            "cursorType", "type", "offset", "time", "partition", "streamId", "expiration");
    assertThat(start.get("cursorType").asText()).isEqualTo("partition");
    assertThat(start.get("type").asText()).isEqualTo("TrimHorizon");
    assertThat(start.get("offset").isNull()).isTrue();
    assertThat(start.get("streamId").asText()).isEqualTo(region.streamOcid());
    assertThat(start.get("expiration").isNumber()).isTrue();
    assertThat(next.get("type").asText()).isEqualTo("AfterOffset");
    assertThat(next.get("offset").asLong()).isZero();
  }

  @Test
  void forgetsMessagesAfterTheirRetention() {
    region.put("old");
    region.emulator().advanceClock(RETENTION.minusMinutes(1));
    region.put("young");
    region.emulator().advanceClock(Duration.ofMinutes(1).plusMillis(1));

    assertThat(region.read(region.cursor(TrimHorizon))).containsExactly("young");
    assertThat(region.emulator().messages())
        .extracting(StoredMessage::valueAsString)
        .containsExactly("young");
    assertServiceError(
        () -> region.cursor(atOffset(0)), 400, "InvalidParameter", "Offset 0 is invalid");
  }

  @Test
  void isInvalidOnceRetentionHasOvertakenIt() {
    region.put("read", "lost");
    region.emulator().advanceClock(RETENTION.minusMinutes(1));
    String cursor = region.get(region.cursor(TrimHorizon), 1).getOpcNextCursor();
    region.emulator().advanceClock(Duration.ofMinutes(2));

    assertServiceError(
        () -> region.get(cursor),
        400,
        "InvalidParameter",
        "The cursor is outside the retention period and is now invalid");
  }

  @Test
  void survivesRetentionWhereNothingWasLost() {
    region.put("read");
    region.emulator().advanceClock(RETENTION.minusMinutes(1));
    String cursor = region.get(region.cursor(TrimHorizon)).getOpcNextCursor();
    region.emulator().advanceClock(Duration.ofMinutes(2));

    assertThat(region.read(cursor)).isEmpty();
  }

  private void assertInvalid(String cursor) {
    assertServiceError(
        () -> region.get(cursor),
        400,
        "InvalidParameter",
        "The cursor is invalid. Create a new one.");
  }

  private void assertMissing(CreateCursorDetails.Builder details, String parameter) {
    assertServiceError(
        () -> region.cursor(details), 400, "MissingParameter", parameter + " is required");
  }

  private static String cursorWith(String fields) {
    String json =
        "{\"cursorType\":\"partition\","
            + fields
            + ",\"streamId\":\"ocid1.stream.oc1.elsewhere.a\",\"expiration\":99999999999999}";
    return Base64.getEncoder().encodeToString(EmulatedRegion.bytes(json));
  }

  private static JsonNode decode(String cursor) throws IOException {
    return new ObjectMapper().readTree(Base64.getDecoder().decode(cursor));
  }

  private static CreateCursorDetails.Builder atOffset(long offset) {
    return CreateCursorDetails.builder().partition("0").type(AtOffset).offset(offset);
  }

  private static CreateCursorDetails.Builder afterOffset(long offset) {
    return CreateCursorDetails.builder().partition("0").type(AfterOffset).offset(offset);
  }

  private static CreateCursorDetails.Builder atTime(Instant time) {
    return CreateCursorDetails.builder().partition("0").type(AtTime).time(Date.from(time));
  }
}
