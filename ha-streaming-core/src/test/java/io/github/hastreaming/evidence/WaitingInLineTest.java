package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.call.StreamOperation;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.TimedRegion;
import io.github.hastreaming.support.TimedRegions;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** More callers than a region serves at a time wait, as they do for the SDK's connections. */
class WaitingInLineTest {

  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration MOST_UNCHARGED = Duration.ofMinutes(1);

  private static final Duration UNTIL_A_HANG_IS_KNOWN = Duration.ofMillis(2_600);

  /** 200 calls, five at a time, 10 ms each. */
  private static final Duration SERVED_AFTERWARDS = Duration.ofMillis(400);

  /** Of retries, and of what is scheduled. */
  private static final Duration SOME = Duration.ofSeconds(1);

  private final TimedRegions regions = new TimedRegions();

  @AfterEach
  void close() {
    regions.close();
  }

  /** What became of a call, and how long it took. */
  private record Result(Duration took, @Nullable Throwable error) {}

  /** So many threads make one call each, all at once. */
  private List<Result> atOnce(int callers, java.util.function.Consumer<String> call) {
    List<CompletableFuture<Result>> begun =
        IntStream.range(0, callers)
            .mapToObj(caller -> regions.time().begin(() -> result(() -> call.accept("m" + caller))))
            .toList();
    return begun.stream().map(regions.time()::join).toList();
  }

  private static int number(String value) {
    return Integer.parseInt(value.substring(1));
  }

  private Result result(Runnable call) {
    Duration began = regions.passed();
    try {
      call.run();
      return new Result(regions.passed().minus(began), null);
    } catch (CompletionException | AllRegionsUnavailableException e) {
      return new Result(regions.passed().minus(began), e);
    }
  }

  private List<Result> putAtOnce(Stream client, int callers) {
    return atOnce(callers, value -> regions.put(client, value));
  }

  private static List<Throwable> errors(List<Result> results) {
    List<Throwable> errors = new ArrayList<>();
    results.forEach(
        result -> {
          if (result.error() != null) {
            errors.add(result.error());
          }
        });
    return errors;
  }

  private static Duration longest(List<Result> results) {
    return results.stream().map(Result::took).max(Duration::compareTo).orElseThrow();
  }

  private static Duration share(List<Result> results, double share) {
    List<Duration> sorted = results.stream().map(Result::took).sorted().toList();
    return sorted.get((int) (share * (sorted.size() - 1)));
  }

  private HaStreamClient client(HaStreamClientBuilder builder) {
    HaStreamClient client = regions.start(builder);
    regions.put(client, "first");
    return client;
  }

  @ParameterizedTest
  @ValueSource(longs = {700, 1_400, 2_300})
  void aThousandCallersOfASlowPrimaryAreAllServedThere(long millis) {
    regions.primary().takes(Duration.ofMillis(millis));
    try (HaStreamClient client = client(regions.builder())) {
      List<Result> results = putAtOnce(client, 1_000);

      assertThat(errors(results)).isEmpty();
      Traces.assertNothingMoved(regions);
      assertThat(longest(results)).isLessThanOrEqualTo(Duration.ofMillis(millis * 1_000 / 50));
    }
  }

  /** A line of 40 s, ten seconds more than a call may last. */
  @ParameterizedTest
  @EnumSource
  void aLineLongerThanTheCallTimeoutCostsNoErrorWhileItMoves(CallKind kind) {
    try (HaStreamClient client = client(regions.builder().maxConcurrentCalls(5))) {
      List<Consumer> consumers =
          IntStream.range(0, kind == CallKind.READ ? 2_000 : 0)
              .mapToObj(n -> regions.consumer(client))
              .toList();
      regions.primary().takes(Duration.ofMillis(100));

      List<Result> results =
          kind == CallKind.WRITE
              ? putAtOnce(client, 2_000)
              : atOnce(2_000, m -> consumers.get(number(m)).read());

      assertThat(errors(results)).isEmpty();
      assertThat(longest(results)).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(41));
      Traces.assertNothingMoved(regions);
    }
  }

  @Test
  void tenMinutesOfMoreCallersThanSlotsAreServedWithoutAnError() {
    regions.primary().takes(Duration.ofMillis(1_100));
    try (HaStreamClient client = client(regions.builder().maxConcurrentCalls(2))) {
      Callers callers = Callers.putting(regions, client, 20).callFor(Duration.ofMinutes(10));

      assertThat(callers.errors()).isEmpty();
      assertThat(callers.longest()).isLessThan(Duration.ofSeconds(12));
      Traces.assertNothingMoved(regions);
    }
  }

  @Test
  void waitingNeverEndsInAnErrorBeforeTheOtherRegionWasAsked() {
    Duration callTimeout = Duration.ofSeconds(10);
    regions.primary().takes(Duration.ofSeconds(1));
    try (HaStreamClient client =
        client(regions.builder().maxConcurrentCalls(1).callTimeout(callTimeout))) {
      List<Result> results = putAtOnce(client, 100);

      assertThat(errors(results)).isEmpty();
      // What did not get its turn in time there was served here.
      assertThat(regions.primary().values()).hasSizeBetween(68, 73);
      assertThat(regions.secondary().values()).hasSize(101 - regions.primary().values().size());
      assertThat(regions.events().of(RegionFailed.class)).isEmpty();
    }
  }

  /** Their time is over long before the primary is known to hang. */
  @Test
  void whoLeavesALineThatDoesNotMoveMayWaitInOneThatDoes() {
    int slots = 2;
    Duration callTimeout = Duration.ofSeconds(1);
    try (HaStreamClient client =
        client(regions.builder().maxConcurrentCalls(slots).callTimeout(callTimeout))) {
      regions.primary().hangs(operation -> operation == StreamOperation.PUT_MESSAGES);
      regions.secondary().takes(Duration.ofMillis(100));

      List<Result> results = putAtOnce(client, 60);

      assertThat(errors(results)).hasSizeLessThanOrEqualTo(slots); // Those on the wire there.
      assertThat(longest(results)).isLessThan(callTimeout.plus(READ_TIMEOUT));
      assertThat(regions.secondary().values()).hasSizeGreaterThanOrEqualTo(60 - slots);
    }
  }

  @Test
  void aMinuteInALineThatMovesIsNotCharged() {
    Duration callTimeout = Duration.ofSeconds(2);
    regions.primary().takes(Duration.ofSeconds(1));
    try (HaStreamClient client =
        client(regions.builder().maxConcurrentCalls(1).callTimeout(callTimeout))) {
      regions.secondary().takes(Duration.ofSeconds(1));

      List<Result> results = putAtOnce(client, 200);

      assertThat(longest(results))
          .isBetween(MOST_UNCHARGED, MOST_UNCHARGED.plus(callTimeout).plus(READ_TIMEOUT));
      assertThat(errors(results)).hasSizeLessThan(200 - 60); // A region serves one in a second.
    }
  }

  @Test
  void theTimeInALineThatDoesNotMoveIsCharged() {
    Duration callTimeout = Duration.ofSeconds(10);
    try (HaStreamClient client =
        client(
            regions
                .builder()
                .secondaryResolver(context -> List.of())
                .maxConcurrentCalls(1)
                .callTimeout(callTimeout))) {
      regions.primary().hangs(operation -> operation == StreamOperation.PUT_MESSAGES);

      List<Result> results = putAtOnce(client, 20);

      assertThat(errors(results)).hasSize(20);
      assertThat(longest(results)).isLessThanOrEqualTo(callTimeout.plus(READ_TIMEOUT).plus(SOME));
    }
  }

  @Test
  void aDoubtLeavesTheLineAlone() {
    try (HaStreamClient client = client(regions.builder().maxConcurrentCalls(5))) {
      regions.primary().takes(Duration.ofSeconds(2)); // 1.6 x the threshold, without warning.

      List<Result> results = putAtOnce(client, 50);

      assertThat(errors(results)).isEmpty();
      Traces.assertNothingMoved(regions);
      Traces.assertBreakersClosed(client);
    }
  }

  @Test
  void aHangEmptiesTheLine() {
    try (HaStreamClient client = client(regions.builder().maxConcurrentCalls(5))) {
      regions.time().advance(READ_TIMEOUT); // It is not cold any more.
      regions.primary().hangs(operation -> true);
      regions.secondary().takes(Duration.ofMillis(10));

      List<Result> results = putAtOnce(client, 200);

      assertThat(errors(results)).isEmpty();
      assertThat(regions.secondary().values()).hasSize(200);
      assertThat(longest(results)).isLessThan(UNTIL_A_HANG_IS_KNOWN.plus(SERVED_AFTERWARDS));
    }
  }

  /** 300 readers of the default's 50 slots, with a fifth of each. */
  @Test
  void aSlowStandbyDoesNotHoldUpTheReadersOfAHealthyPrimary() {
    int readers = 60;
    try (HaStreamClient client = client(regions.builder().maxConcurrentCalls(10))) {
      for (int message = 0; message < 40; message++) {
        regions.put(client, "m" + message);
      }
      List<Consumer> consumers =
          IntStream.range(0, readers).mapToObj(n -> regions.consumer(client).limit(1)).toList();
      regions.primary().takes(Duration.ofMillis(8));
      regions.secondary().takes(Duration.ofMillis(900));
      regions.time().advance(Duration.ofSeconds(6)); // A sweep is due for everybody.

      List<Result> reads = new ArrayList<>();
      for (int round = 0; round < 40; round++) {
        reads.addAll(atOnce(readers, m -> consumers.get(number(m)).read()));
      }

      assertThat(errors(reads)).isEmpty();
      assertThat(share(reads, 0.95)).isLessThanOrEqualTo(Duration.ofMillis(60 / 10 * 8));
      // The first sweep of a cursor opens it there.
      assertThat(longest(reads)).isLessThan(Duration.ofMillis(2 * 900 + 60 / 10 * 8));
    }
  }

  /** Needs so long to make the secondary. */
  private final class SlowProvisioning implements SecondaryResolver {

    private final Duration takes;
    private final boolean succeeds;

    private SlowProvisioning(Duration takes, boolean succeeds) {
      this.takes = takes;
      this.succeeds = succeeds;
    }

    @Override
    public List<StreamTarget> find(ResolverContext context) {
      return List.of();
    }

    @Override
    public Optional<StreamTarget> provision(ResolverContext context) {
      regions.time().advance(takes);
      return succeeds ? Optional.of(regions.secondary().target()) : Optional.empty();
    }
  }

  private HaStreamClient provisioning(Duration takes) {
    return client(regions.builder().secondaryResolver(new SlowProvisioning(takes, true)));
  }

  private void failsFor(TimedRegion region, StreamOperation operation, Duration duration) {
    Instant end = regions.time().now().plus(duration);
    region.fails(
        called ->
            called == operation && regions.time().now().isBefore(end)
                ? Failures.status(500)
                : null);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void aBlipWithoutASecondaryCostsNoErrorThoughProvisioningTakesAMinute(int callers) {
    try (HaStreamClient client = provisioning(Duration.ofMinutes(1))) {
      failsFor(regions.primary(), StreamOperation.PUT_MESSAGES, Duration.ofSeconds(2));

      List<Result> results = putAtOnce(client, callers);

      assertThat(errors(results)).isEmpty();
      assertThat(longest(results)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = StreamOperation.class,
      names = {"PUT_MESSAGES", "GET_MESSAGES"})
  void aLongerBlipIsWaitedForAtAMoreAndMoreLeisurelyPace(StreamOperation operation) {
    try (HaStreamClient client = provisioning(Duration.ofMinutes(1))) {
      Consumer consumer = regions.consumer(client);
      regions.time().advance(SOME);
      failsFor(regions.primary(), operation, Duration.ofSeconds(20));
      Instant began = regions.time().now();

      List<Result> results =
          operation == StreamOperation.PUT_MESSAGES
              ? putAtOnce(client, 1)
              : atOnce(1, value -> consumer.read());

      assertThat(errors(results)).isEmpty();
      assertThat(longest(results)).isLessThan(Duration.ofSeconds(30));
      List<Instant> attempts =
          regions.primary().arrivals(operation, began).stream()
              .map(TimedRegion.Arrival::at)
              .toList();
      assertThat(attempts).hasSizeLessThanOrEqualTo(3 + 5); // After 1, 2, 4, 8 and 10 s.
      for (int look = 3; look < attempts.size(); look++) {
        assertThat(Duration.between(attempts.get(look - 1), attempts.get(look)))
            .isGreaterThanOrEqualTo(
                Duration.ofSeconds(Math.min(10, 1L << (look + 5 - attempts.size()))));
      }
    }
  }

  @Test
  void whatRecoveredWhileTheResolverWorkedIsAskedOnceMoreWhenItHasNothing() {
    try (HaStreamClient client =
        client(
            regions
                .builder()
                .secondaryResolver(new SlowProvisioning(Duration.ofMillis(3_200), false)))) {
      failsFor(regions.primary(), StreamOperation.PUT_MESSAGES, Duration.ofSeconds(2));

      assertThat(errors(putAtOnce(client, 20))).isEmpty();
    }
  }

  @Test
  void anOutageIsAnsweredByTheSecondaryAsSoonAsThatIsMade() {
    try (HaStreamClient client = provisioning(Duration.ofSeconds(20))) {
      regions.primary().fails(operation -> Failures.refused());

      List<Result> results = putAtOnce(client, 20);

      assertThat(errors(results)).isEmpty();
      assertThat(longest(results)).isLessThan(Duration.ofSeconds(21));
      assertThat(regions.secondary().values()).hasSize(20);
    }
  }

  @Test
  void readsAreThrottledWhileTheSecondaryIsBeingMadeAndWaitAsPutsDo() {
    try (HaStreamClient client = provisioning(Duration.ofSeconds(20))) {
      List<Consumer> readers =
          IntStream.range(0, 11).mapToObj(n -> regions.consumer(client)).toList();
      regions
          .primary()
          .fails(
              operation ->
                  operation == StreamOperation.PUT_MESSAGES
                      ? Failures.refused()
                      : Failures.status(429, "TooManyRequests"));
      CompletableFuture<?> put = regions.beginPut(client, "taken there");
      regions.time().advance(SOME);

      List<Result> results = atOnce(11, m -> readers.get(number(m)).read());

      assertThat(errors(results)).isEmpty();
      assertThat(regions.time().join(put)).isNotNull();
      readers.forEach(Consumer::read);
      assertThat(readers).allMatch(reader -> reader.values().contains("taken there"));
    }
  }
}
