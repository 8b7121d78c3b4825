package io.github.hastreaming.testkit;

import static io.github.hastreaming.testkit.ServiceErrors.assertServiceError;
import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.model.PutMessagesResult;
import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PutMessagesTest {
  private static final int MEBIBYTE = 1024 * 1024;

  @RegisterExtension private final EmulatedRegion region = new EmulatedRegion(4);

  @Test
  void storesMessagesAndTellsWhere() {
    PutMessagesResult result = region.putWithKey("customer", "order");

    assertThat(result.getFailures()).isZero();
    PutMessagesResultEntry entry = result.getEntries().get(0);
    StoredMessage stored = region.emulator().messages().get(0);
    assertThat(stored.streamOcid()).isEqualTo(region.streamOcid());
    assertThat(stored.key()).isEqualTo(EmulatedRegion.bytes("customer"));
    assertThat(stored.valueAsString()).isEqualTo("order");
    assertThat(entry.getPartition()).isEqualTo(stored.partition());
    assertThat(entry.getOffset()).isEqualTo(stored.offset());
    assertThat(entry.getTimestamp()).isEqualTo(Date.from(stored.timestamp()));
    assertThat(entry.getError()).isNull();
    assertThat(entry.getErrorMessage()).isNull();
  }

  @Test
  void answersInTheOrderOfTheRequest() {
    List<PutMessagesDetailsEntry> messages =
        IntStream.range(0, 50)
            .mapToObj(number -> message("key-" + number, "value-" + number))
            .toList();

    PutMessagesResult result = region.put(messages);

    List<StoredMessage> stored = region.emulator().messages(region.streamOcid());
    assertThat(result.getEntries())
        .zipSatisfy(
            messages,
            (entry, message) ->
                assertThat(stored)
                    .filteredOn(one -> one.partition().equals(entry.getPartition()))
                    .filteredOn(one -> one.offset() == entry.getOffset())
                    .singleElement()
                    .satisfies(one -> assertThat(one.value()).isEqualTo(message.getValue())));
  }

  @Test
  void keepsEqualKeysInOnePartition() {
    IntStream.range(0, 20).forEach(number -> region.putWithKey("same", "value-" + number));

    assertThat(region.emulator().messages())
        .extracting(StoredMessage::partition)
        .hasSize(20)
        .containsOnly(region.emulator().messages().get(0).partition());
  }

  @Test
  void spreadsMessagesWithoutKey() {
    region.put(IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new));

    assertThat(region.emulator().messages())
        .extracting(StoredMessage::partition)
        .contains("0", "1", "2", "3");
    assertThat(region.emulator().messages()).extracting(StoredMessage::key).containsOnlyNulls();
  }

  @Test
  void takesAnEmptyValue() {
    region.put("");

    assertThat(region.emulator().messages()).extracting(StoredMessage::valueAsString).contains("");
  }

  @Test
  void takesTheLargestKeyAndRequest() {
    byte[] key = new byte[256];
    region.put(
        List.of(
            PutMessagesDetailsEntry.builder().key(key).value(new byte[MEBIBYTE - 256]).build()));

    assertThat(region.emulator().messages()).hasSize(1);
  }

  @Test
  void refusesAKeyThatIsTooLong() {
    assertRefused(
        List.of(PutMessagesDetailsEntry.builder().key(new byte[257]).value(new byte[1]).build()),
        "Key size is limited to 256 bytes");
  }

  @Test
  void refusesARequestOverOneMebibyteAsAWhole() {
    PutMessagesDetailsEntry half =
        PutMessagesDetailsEntry.builder().value(new byte[MEBIBYTE / 2]).build();
    PutMessagesDetailsEntry oneByte = PutMessagesDetailsEntry.builder().value(new byte[1]).build();

    assertRefused(List.of(half, half, oneByte), "Request size is limited to 1 MiB");
  }

  @Test
  void refusesARequestWithoutMessages() {
    assertRefused(List.of(), "messages must not be empty");
  }

  @Test
  void refusesAMessageWithoutValue() {
    assertServiceError(
        () -> region.put(List.of(PutMessagesDetailsEntry.builder().build())),
        400,
        "MissingParameter",
        "value is required");
  }

  @Test
  void throttlesAPartitionForSomeCalls() {
    String hot = region.putWithKey("hot", "before").getEntries().get(0).getPartition();
    region.emulator().throttlePartition(region.streamOcid(), hot, 2);

    PutMessagesResult first = region.put(List.of(message("hot", "a"), message("hot", "b")));
    PutMessagesResult second = region.putWithKey("hot", "c");
    PutMessagesResult third = region.putWithKey("hot", "d");

    assertThat(first.getFailures()).isEqualTo(2);
    assertThat(first.getEntries())
        .allSatisfy(
            entry -> {
              assertThat(entry.getError()).isEqualTo("TooManyRequests");
              assertThat(entry.getErrorMessage()).contains("partition " + hot);
              assertThat(entry.getOffset()).isNull();
            });
    assertThat(second.getFailures()).isEqualTo(1);
    assertThat(third.getFailures()).isZero();
    assertThat(region.emulator().messages())
        .extracting(StoredMessage::valueAsString)
        .containsExactly("before", "d");
  }

  @Test
  void throttlesOnlyTheEntriesOfThatPartition() {
    region.emulator().throttlePartition(region.streamOcid(), "1", Integer.MAX_VALUE);

    PutMessagesResult result = region.put(Collections.nCopies(100, messageWithoutKey()));

    assertThat(result.getFailures()).isBetween(1, 99);
    assertThat(region.emulator().messages())
        .hasSize(100 - result.getFailures())
        .noneMatch(message -> message.partition().equals("1"));
  }

  @Test
  void healingEndsThrottling() {
    region.emulator().throttlePartition(region.streamOcid(), "0", 1_000);
    region.emulator().heal();

    assertThat(region.put(Collections.nCopies(100, messageWithoutKey())).getFailures()).isZero();
  }

  private void assertRefused(List<PutMessagesDetailsEntry> messages, String message) {
    assertServiceError(() -> region.put(messages), 400, "InvalidParameter", message);
    assertThat(region.emulator().messages()).isEmpty();
  }

  private static PutMessagesDetailsEntry message(String key, String value) {
    return PutMessagesDetailsEntry.builder()
        .key(EmulatedRegion.bytes(key))
        .value(EmulatedRegion.bytes(value))
        .build();
  }

  private static PutMessagesDetailsEntry messageWithoutKey() {
    return PutMessagesDetailsEntry.builder().value(new byte[] {1}).build();
  }
}
