package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.VirtualPair;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Puts of which a part is acknowledged. */
class PartialFailureTest {

  private final VirtualPair pair = new VirtualPair();

  private static List<String> errors(PutMessagesResponse response) {
    return response.getPutMessagesResult().getEntries().stream()
        .map(PutMessagesResultEntry::getError)
        .map(String::valueOf)
        .toList();
  }

  private void acceptNext(String... values) {
    pair.primary.nextPut(request -> pair.primary.storeSome(request, List.of(values)::contains));
  }

  @Test
  void onlyTheFailedEntriesAreSentAgainInRequestOrder() {
    try (HaStreamClient client = pair.client()) {
      acceptNext("b", "d");
      acceptNext("a");

      PutMessagesResponse response = VirtualPair.put(client, "a", "b", "c", "d", "e");

      assertThat(pair.primary.puts())
          .containsExactly(
              List.of("a", "b", "c", "d", "e"), List.of("a", "c", "e"), List.of("c", "e"));
      assertThat(errors(response)).containsOnly("null");
      assertThat(response.getPutMessagesResult().getFailures()).isZero();
    }
  }

  @Test
  void theAnswersAreMergedInRequestOrder() {
    try (HaStreamClient client = pair.client()) {
      acceptNext("b", "d");
      acceptNext("a");

      PutMessagesResponse response = VirtualPair.put(client, "a", "b", "c", "d", "e");

      // The region numbers what it stores from 1: b d, then a, then c e.
      assertThat(response.getPutMessagesResult().getEntries())
          .extracting(PutMessagesResultEntry::getOffset)
          .containsExactly(3L, 1L, 4L, 2L, 5L);
      assertThat(response.getOpcRequestId()).isEqualTo("sa-saopaulo-1");
    }
  }

  @Test
  void whatIsThrottledInEveryAttemptIsReturnedAsItIs() {
    try (HaStreamClient client = pair.client()) {
      pair.primary.allPuts(request -> pair.primary.storeSome(request, "a"::equals));

      for (int call = 0; call < 10; call++) {
        PutMessagesResponse response = VirtualPair.put(client, "a", "b");

        assertThat(response.getPutMessagesResult().getFailures()).isEqualTo(1);
        assertThat(errors(response)).containsExactly("null", "429");
      }
      assertThat(pair.primary.stored()).hasSize(10).containsOnly("a");
      assertThat(pair.primary.puts()).hasSize(30);
      assertThat(pair.secondary.puts()).isEmpty();
      assertThat(client.status().regions().get(0).writeBreaker()).isEqualTo("CLOSED");
    }
  }

  @Test
  void theRestGoesToTheOtherRegionWhereTheFirstOneDies() {
    try (HaStreamClient client = pair.client()) {
      acceptNext("a", "c");
      pair.primary.failPuts(() -> Failures.status(503));

      PutMessagesResponse response = VirtualPair.put(client, "a", "b", "c");

      assertThat(errors(response)).containsOnly("null");
      assertThat(pair.primary.stored()).containsExactly("a", "c");
      assertThat(pair.secondary.stored()).containsExactly("b");
      assertThat(pair.secondary.puts()).containsExactly(List.of("b"));
    }
  }

  @Test
  void onceAnEntryIsAcknowledgedTheAnswerIsReturnedWhateverHappensToTheRest() {
    try (HaStreamClient client = pair.client()) {
      acceptNext("b");
      pair.primary.failPuts(Failures::reset);
      pair.secondary.failPuts(Failures::refused);

      PutMessagesResponse response = VirtualPair.put(client, "a", "b", "c");

      assertThat(errors(response))
          .containsExactly(
              WriteOutcomeUnknownException.ENTRY_ERROR,
              "null",
              WriteOutcomeUnknownException.ENTRY_ERROR);
      assertThat(response.getPutMessagesResult().getFailures()).isEqualTo(2);
    }
  }

  @Test
  void anEntryThatProvablyWasNotStoredIsNotCalledUnknown() {
    try (HaStreamClient client = pair.client()) {
      acceptNext("b");
      pair.primary.failPuts(Failures::refused);
      pair.secondary.failPuts(Failures::refused);

      PutMessagesResponse response = VirtualPair.put(client, "a", "b");

      assertThat(errors(response)).containsExactly("429", "null");
    }
  }

  @Test
  void aPutNoEntryOfWhichIsAcknowledgedEndsInAnException() {
    try (HaStreamClient client = pair.client()) {
      acceptNext();
      pair.primary.failPuts(Failures::reset);
      pair.secondary.failPuts(Failures::refused);

      assertThatThrownBy(() -> VirtualPair.put(client, "a", "b"))
          .isInstanceOf(AllRegionsUnavailableException.class);
    }
  }

  @Test
  void aPolicyThatForbidsTheReplayReturnsTheUnknownEntriesBesideTheAcknowledged() {
    try (HaStreamClient client =
        pair.start(pair.builder().writeReplay(WriteReplay.ONLY_IF_NOT_SENT))) {
      acceptNext("a");
      pair.primary.failNextPut(Failures::reset);

      PutMessagesResponse response = VirtualPair.put(client, "a", "b");

      assertThat(errors(response))
          .containsExactly("null", WriteOutcomeUnknownException.ENTRY_ERROR);
      assertThat(pair.primary.puts()).hasSize(2);
      assertThat(pair.secondary.puts()).isEmpty();
    }
  }

  @Test
  void neverMeansThatAThrottledEntryIsNotSentTwiceEither() {
    try (HaStreamClient client = pair.start(pair.builder().writeReplay(WriteReplay.NEVER))) {
      acceptNext("a");

      PutMessagesResponse response = VirtualPair.put(client, "a", "b");

      assertThat(errors(response)).containsExactly("null", "429");
      assertThat(pair.primary.puts()).hasSize(1);
    }
  }

  @Test
  void anInterruptAfterAnAcknowledgementReturnsWhatIsKnownAndTheFlag() {
    try (HaStreamClient client = pair.client()) {
      acceptNext("a");
      pair.primary.failNextPut(Failures::interrupted);

      PutMessagesResponse response = VirtualPair.put(client, "a", "b");

      assertThat(Thread.interrupted()).isTrue();
      assertThat(errors(response))
          .containsExactly("null", WriteOutcomeUnknownException.ENTRY_ERROR);
    }
  }

  @Test
  void aMistakeInTheRestDoesNotHideWhatWasAcknowledged() {
    try (HaStreamClient client = pair.client()) {
      acceptNext("a");
      pair.primary.failNextPut(() -> Failures.status(400));

      assertThat(errors(VirtualPair.put(client, "a", "b"))).containsExactly("null", "429");
    }
  }

  @Test
  void aCloseInTheMiddleDoesNotHideWhatWasAcknowledged() {
    HaStreamClient client = pair.client();
    acceptNext("a");
    pair.primary.failNextPut(
        () -> {
          client.close();
          return Failures.refused();
        });

    assertThat(errors(VirtualPair.put(client, "a", "b"))).containsExactly("null", "429");
    assertThatThrownBy(() -> VirtualPair.put(client, "c"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noAcknowledgedEntryIsEverSentAgainWhateverHappens() {
    Random random = new Random(7);
    List<Supplier<BmcException>> failures =
        List.of(Failures::reset, Failures::refused, () -> Failures.status(500));
    for (int round = 0; round < 300; round++) {
      VirtualPair fresh = new VirtualPair();
      try (HaStreamClient client = fresh.client()) {
        for (var region : List.of(fresh.primary, fresh.secondary)) {
          for (int attempt = 0; attempt < 3; attempt++) {
            if (random.nextInt(3) == 0) {
              region.failNextPut(failures.get(random.nextInt(3)));
            } else {
              region.nextPut(request -> region.storeSome(request, v -> random.nextBoolean()));
            }
          }
        }
        String[] values = {"a", "b", "c", "d", "e"};
        try {
          PutMessagesResponse response = VirtualPair.put(client, values);
          assertAccounted(fresh, response, values);
        } catch (AllRegionsUnavailableException e) {
          assertThat(fresh.primary.stored()).isEmpty();
          assertThat(fresh.secondary.stored()).isEmpty();
        }
      }
    }
  }

  private static void assertAccounted(
      VirtualPair pair, PutMessagesResponse response, String... values) {
    List<PutMessagesResultEntry> entries = response.getPutMessagesResult().getEntries();
    assertThat(entries).hasSize(values.length);
    int failures = 0;
    for (int index = 0; index < values.length; index++) {
      String value = values[index];
      long stored =
          pair.primary.stored().stream().filter(value::equals).count()
              + pair.secondary.stored().stream().filter(value::equals).count();
      boolean acknowledged = entries.get(index).getError() == null;
      assertThat(stored).as(value).isEqualTo(acknowledged ? 1 : 0);
      failures += acknowledged ? 0 : 1;
    }
    assertThat(response.getPutMessagesResult().getFailures()).isEqualTo(failures);
  }
}
