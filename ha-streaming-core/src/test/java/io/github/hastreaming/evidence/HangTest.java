package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.call.WriteOutcomeUnknownException;
import io.github.hastreaming.call.WriteReplay;
import io.github.hastreaming.event.FailbackTrialStarted;
import io.github.hastreaming.event.FailoverCompleted;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.TimedRegion;
import io.github.hastreaming.support.TimedRegions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A region that accepts calls and answers none, while another one answers. */
class HangTest {

  private static final Duration USUAL = Duration.ofMillis(200);

  /** Until the verdict, and a call; those that do not fit into the slots wait for one twice. */
  private static final Duration GAP =
      Defaults.SLOW_CALL_THRESHOLD.multipliedBy(2).plus(USUAL.multipliedBy(4));

  private final TimedRegions regions = new TimedRegions();

  @AfterEach
  void close() {
    regions.close();
  }

  /** A client whose calls have been served as usual for a while. */
  private HaStreamClient running() {
    return running(WriteReplay.AT_LEAST_ONCE);
  }

  private HaStreamClient running(WriteReplay replay) {
    HaStreamClient client = regions.start(regions.builder().writeReplay(replay));
    regions.primary().takes(USUAL);
    regions.secondary().takes(USUAL);
    for (int put = 0; put < 5; put++) {
      regions.put(client, "usual " + put);
    }
    regions.consumer(client).read();
    return client;
  }

  private Instant hang() {
    regions.primary().hangs(operation -> true);
    return regions.time().now();
  }

  private Instant hangOnWrites() {
    regions.primary().hangs(operation -> operation.kind() == CallKind.WRITE);
    return regions.time().now();
  }

  private List<TimedRegion.Arrival> putsInPrimarySince(Instant time) {
    return regions.primary().arrivals(StreamOperation.PUT_MESSAGES, time);
  }

  private List<CompletableFuture<PutMessagesResponse>> beginTwoPuts(HaStreamClient client) {
    return List.of(regions.beginPut(client, "one"), regions.beginPut(client, "other"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 100})
  void noPutWaitsForAHungRegionForLongerThanItTakesToProveTheHang(int threads) {
    try (HaStreamClient client = running()) {
      Callers callers = Callers.putting(regions, client, threads);
      regions.time().advance(Duration.ofMillis(500));
      hang();

      callers.callFor(Duration.ofMillis(3_200));

      assertThat(callers.errors()).isEmpty();
      assertThat(callers.longest()).isLessThanOrEqualTo(GAP);
      assertThat(regions.secondary().values()).isNotEmpty();
      assertThat(regions.events().of(FailoverCompleted.class)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void noReadWaitsForAHungRegionForLongerThanThatAndASweep(int threads) {
    try (HaStreamClient client = running()) {
      List<Consumer> consumers =
          java.util.stream.IntStream.range(0, threads)
              .mapToObj(index -> regions.consumer(client))
              .toList();
      Callers callers =
          Callers.of(
              regions,
              threads,
              value ->
                  consumers.get(Integer.parseInt(value.substring(1, value.indexOf('-')))).read());
      regions.time().advance(Duration.ofMillis(500));
      hang();

      callers.callFor(Duration.ofSeconds(5));

      assertThat(callers.errors()).isEmpty();
      assertThat(callers.longest()).isLessThanOrEqualTo(GAP.plusSeconds(1));
      assertThat(regions.events().of(FailoverCompleted.class)).hasSize(1);
    }
  }

  @Test
  void callsThatAreCutAreServedElsewhereAndNotRepeatedInTheHungRegion() {
    try (HaStreamClient client = running()) {
      Instant began = hang();

      List<CompletableFuture<PutMessagesResponse>> puts = beginTwoPuts(client);
      puts.forEach(regions.time()::join);

      assertThat(regions.secondary().values()).containsExactlyInAnyOrder("one", "other");
      assertThat(putsInPrimarySince(began)).hasSize(2);
      assertThat(Duration.between(began, regions.time().now())).isLessThan(Duration.ofSeconds(3));
    }
  }

  /** The cut request may be carried out all the same: that is what at least once means. */
  @Test
  void aPutThatIsCutMayBeInBothRegions() {
    try (HaStreamClient client = running()) {
      Instant began = regions.time().now();
      regions.primary().takes(Duration.ofMinutes(1));

      beginTwoPuts(client).forEach(regions.time()::join);

      assertThat(regions.primary().values()).contains("one", "other");
      assertThat(regions.secondary().values()).containsExactlyInAnyOrder("one", "other");
      assertThat(putsInPrimarySince(began)).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteReplay.class,
      names = {"ONLY_IF_NOT_SENT", "NEVER"})
  void putsThatMustNotBeSentAgainAreNotCut(WriteReplay replay) {
    try (HaStreamClient client = running(replay)) {
      Instant began = hang();
      List<CompletableFuture<PutMessagesResponse>> puts = beginTwoPuts(client);

      regions.time().advance(Duration.ofMillis(4_900));

      assertThat(regions.events().of(RegionFailed.class)).hasSize(1);
      assertThat(puts).noneMatch(CompletableFuture::isDone);
      regions.time().advance(Duration.ofMillis(200)); // The read timeout.
      assertThat(puts)
          .allSatisfy(
              put ->
                  assertThat(put)
                      .failsWithin(Duration.ZERO)
                      .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                      .withCauseInstanceOf(WriteOutcomeUnknownException.class));
      assertThat(putsInPrimarySince(began)).hasSize(2);
      assertThat(regions.secondary().values()).doesNotContain("one", "other");
    }
  }

  @Test
  void aCallThatWasCutOnceIsNotCutAgain() {
    try (HaStreamClient client = running()) {
      client.failover().failOver("so that it is known what is usual there");
      regions.put(client, "usual");
      client.failover().failBack("now it is");
      hang();
      Duration slow = Duration.ofMillis(4_500); // It serves, and looks like a hang.
      regions.secondary().takes(operation -> operation.kind() == CallKind.WRITE ? slow : USUAL);
      List<CompletableFuture<PutMessagesResponse>> puts = beginTwoPuts(client);
      regions.time().advance(Duration.ofMillis(3_500));
      assertThat(client.status().isPrimaryActive()).isFalse();
      regions.primary().heal();
      client.failover().failBack("it would serve them");

      puts.forEach(regions.time()::join);

      assertThat(regions.events().of(RegionFailed.class))
          .extracting(event -> event.target().region())
          .containsExactly("sa-saopaulo-1", "sa-vinhedo-1");

      assertThat(regions.secondary().values()).contains("one", "other");
      assertThat(regions.primary().values()).doesNotContain("one", "other");
    }
  }

  @Test
  void nothingIsCutWhereNoOtherRegionAdmits() {
    try (HaStreamClient client = running()) {
      regions
          .secondary()
          .fails(operation -> operation.kind() == CallKind.WRITE ? Failures.status(503) : null);
      regions.primary().fails(operation -> Failures.status(503));
      for (int put = 0; put < 5; put++) {
        try {
          regions.put(client, "lost " + put);
        } catch (RuntimeException e) {
          assertThat(e).hasMessageContaining("503"); // Both breakers for writes open.
        }
      }
      regions.time().advance(Duration.ofSeconds(1));
      regions.primary().fails(operation -> null);
      Instant began = hang();

      List<CompletableFuture<PutMessagesResponse>> puts = beginTwoPuts(client);
      regions.time().advance(Duration.ofMillis(4_900));

      assertThat(putsInPrimarySince(began)).hasSize(2);
      assertThat(puts).noneMatch(CompletableFuture::isDone);
    }
  }

  @Test
  void aLoneHungPutOpensTheBreakerAtTheReadTimeoutAndSwitchesNothing() {
    try (HaStreamClient client = running()) {
      Instant began = hangOnWrites();
      CompletableFuture<PutMessagesResponse> put = regions.beginPut(client, "lone");

      regions.time().advance(Duration.ofMillis(4_990));
      Traces.assertBreakersClosed(client);
      regions.time().join(put);

      assertThat(Duration.between(began, regions.time().now()))
          .isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_300));
      assertThat(regions.secondary().values()).containsExactly("lone");
      assertThat(Traces.primaryOf(client, regions).writeBreaker()).isEqualTo("OPEN");
      assertThat(regions.events().of(FailoverCompleted.class)).isEmpty();
      regions.time().advance(Duration.ofSeconds(30));
      assertThat(regions.events().of(FailoverCompleted.class)).isEmpty();
      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void theSecondHungPutSwitches() {
    try (HaStreamClient client = running()) {
      hangOnWrites();
      regions.put(client, "first");
      regions.time().advance(Duration.ofSeconds(11)); // The breaker's open time.

      Instant second = regions.time().now();
      regions.put(client, "second");
      regions.time().runPending();

      assertThat(Duration.between(second, regions.time().now())).isLessThan(Duration.ofSeconds(3));
      assertThat(regions.events().of(FailoverCompleted.class)).hasSize(1);
      assertThat(regions.secondary().values()).containsExactly("first", "second");
    }
  }

  @Test
  void oneLostPutWithoutASecondOneEndsWithTheNextThatIsServed() {
    try (HaStreamClient client = running()) {
      hangOnWrites();
      regions.put(client, "lost");
      regions.primary().heal();
      regions.time().advance(Duration.ofSeconds(11));

      regions.put(client, "served");

      assertThat(regions.primary().values()).contains("served");
      assertThat(regions.events().of(FailoverCompleted.class)).isEmpty();
      Traces.assertBreakersClosed(client);
    }
  }

  /** Each has a client of its own, which is closed under it and nobody else. */
  @Test
  void theCallThatProvesAHungRegionIsCutAloneAndOthersAreNot() {
    try (HaStreamClient client = running()) {
      hangOnWrites();
      regions.put(client, "first");
      Consumer consumer = regions.consumer(client);
      regions.primary().takes(Duration.ofSeconds(4)); // Reads.
      regions.time().advance(Duration.ofSeconds(11));

      CompletableFuture<List<String>> read = regions.time().begin(consumer::read);
      regions.time().runPending();
      regions.put(client, "proof");

      assertThat(regions.time().join(read)).isNotNull();
      assertThat(regions.secondary().values()).contains("proof");
    }
  }

  @Test
  void aTrialCallThatHangsIsCutAndServedInTheSecondary() {
    try (HaStreamClient client = running()) {
      hang();
      beginTwoPuts(client).forEach(regions.time()::join);
      regions.time().advance(Duration.ofSeconds(1));
      assertThat(client.status().isPrimaryActive()).isFalse();
      hangOnWrites(); // Its probes succeed.
      regions.primary().takes(USUAL);
      regions.time().advance(Duration.ofSeconds(90));
      assertThat(regions.events().of(FailbackTrialStarted.class)).hasSize(1);

      Callers callers = Callers.putting(regions, client, 8).callFor(Duration.ofSeconds(6));

      assertThat(callers.errors()).isEmpty();
      assertThat(callers.longest()).isLessThanOrEqualTo(Duration.ofSeconds(3));
      assertThat(regions.secondary().values()).containsAll(callers.acknowledged());
    }
  }

  @Test
  void withBothRegionsSilentThereIsNoVerdict() {
    try (HaStreamClient client = running()) {
      regions.secondary().hangs(operation -> true);
      hang();
      List<CompletableFuture<PutMessagesResponse>> puts = beginTwoPuts(client);

      regions.time().advance(Duration.ofMillis(4_900)); // This process's own network, perhaps.

      assertThat(regions.events().of(RegionFailed.class)).isEmpty();
      assertThat(puts).noneMatch(CompletableFuture::isDone);
    }
  }

  @Test
  void aProcessThatStoodStillDoubtsNobody() {
    try (HaStreamClient client = running()) {
      Callers callers = Callers.putting(regions, client, 4);
      for (int pause = 0; pause < 8; pause++) {
        regions.time().advance(Duration.ofMillis(730));
        regions.time().standStill(Duration.ofSeconds(4));
      }
      callers.callFor(Duration.ofSeconds(2));

      assertThat(callers.errors()).isEmpty();
      Traces.assertNothingMoved(regions);
    }
  }

  @Test
  void aHangAtTheStartIsLeftAtTwiceHalfTheReadTimeout() {
    regions.primary().hangs(operation -> true);
    try (HaStreamClient client = regions.client()) {
      Instant began = regions.time().now();
      beginTwoPuts(client).forEach(regions.time()::join);

      assertThat(Duration.between(began, regions.time().now()))
          .isLessThanOrEqualTo(Duration.ofMillis(5_200));
      assertThat(regions.secondary().values()).containsExactlyInAnyOrder("one", "other");
    }
  }

  @Test
  void anAnswerAfterTheVerdictClosesWhatItOpened() {
    try (HaStreamClient client = running(WriteReplay.NEVER)) { // Else the calls would be cut.
      regions.secondary().takes(operation -> USUAL);
      regions.primary().takes(Duration.ofSeconds(3));

      List<CompletableFuture<PutMessagesResponse>> puts = beginTwoPuts(client);
      regions.time().advance(Duration.ofMillis(2_600));
      assertThat(Traces.primaryOf(client, regions).writeBreaker()).isEqualTo("OPEN");
      puts.forEach(regions.time()::join);

      assertThat(Traces.primaryOf(client, regions).writeBreaker()).isEqualTo("CLOSED");
      assertThat(regions.primary().values()).contains("one", "other");
    }
  }
}
