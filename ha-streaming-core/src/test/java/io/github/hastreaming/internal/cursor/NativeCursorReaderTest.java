package io.github.hastreaming.internal.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeCursorReaderTest {

  private static final String PRIMARY = "ocid1.stream.oc1.sa-saopaulo-1.a";
  private static final long NOW = 1_700_000_000_000L;

  private static @Nullable PairCursor read(String json) {
    return NativeCursorReader.read(encoded(json), PRIMARY, NOW);
  }

  private static String encoded(String json) {
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void goesOnWhereAPartitionsCursorIs() {
    String json =
        "{\"cursorType\":\"partition\",\"streamId\":\"%s\",\"partition\":\"3\",\"type\":\"AfterOffset\",\"offset\":41}"
            .formatted(PRIMARY);

    PairCursor cursor = Objects.requireNonNull(read(json));

    assertThat(cursor.start())
        .isEqualTo(new CursorStart.OfPartition("3", StartType.TRIM_HORIZON, null, null));
    assertThat(cursor.isForeign()).isTrue();
    assertThat(cursor.startedAt()).isEqualTo(NOW);
    assertThat(cursor.lastSweep()).isEqualTo(NOW);
    assertThat(cursor.currentOcid()).isEqualTo(PRIMARY);
    assertThat(cursor.position(PRIMARY).nativeCursor()).isEqualTo(encoded(json));
    assertThat(cursor.position(PRIMARY).returned("3")).isEqualTo(41);
  }

  /** Only of AfterOffset is it known that the message was returned. */
  @Test
  void takesNoOtherOffsetForOneThatWasReturned() {
    PairCursor cursor =
        Objects.requireNonNull(
            read(
                "{\"cursorType\":\"partition\",\"partition\":\"3\",\"type\":\"AtOffset\",\"offset\":41}"));

    assertThat(cursor.position(PRIMARY).returned("3")).isEqualTo(StreamPosition.NONE);
  }

  @Test
  void joinsTheGroupOfAGroupsCursorElsewhereToo() {
    PairCursor cursor =
        Objects.requireNonNull(
            read(
                "{\"cursorType\":\"group\",\"groupName\":\"g\",\"instanceName\":\"i\","
                    + "\"timeoutInMs\":30000,\"commitOnGet\": false,\"offset\":41}"));

    assertThat(cursor.start())
        .isEqualTo(
            new CursorStart.OfGroup("g", "i", 30_000, false, StartType.TRIM_HORIZON, null, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"timeoutInMs\":99999999999"})
  void leavesTheRestOfAGroupToTheService(String timeout) {
    PairCursor cursor =
        Objects.requireNonNull(
            read(
                "{\"cursorType\":\"group\",\"groupName\":\"g\",\"instanceName\":\"i\"%s}"
                    .formatted(timeout)));

    assertThat(cursor.start())
        .isEqualTo(
            new CursorStart.OfGroup("g", "i", null, true, StartType.TRIM_HORIZON, null, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"cursorType\":\"partition\"}",
        "{\"cursorType\":\"group\",\"groupName\":\"g\"}",
        "{\"cursorType\":\"group\",\"instanceName\":\"i\"}",
        "{\"cursorType\":\"else\",\"groupName\":\"g\",\"instanceName\":\"i\",\"partition\":\"0\"}"
      })
  void leavesWhatLooksDifferentAlone(String json) {
    assertThat(read(json)).isNull();
  }

  @Test
  void leavesWhatIsNoBase64Alone() {
    assertThat(NativeCursorReader.read("not base64!", PRIMARY, NOW)).isNull();
  }

  @Test
  void refusesTheCursorOfAnotherStream() {
    assertThatThrownBy(
            () -> read("{\"cursorType\":\"partition\",\"partition\":\"0\",\"streamId\":\"other\"}"))
        .isInstanceOf(BmcException.class)
        .hasMessageContaining("another stream");
  }
}
