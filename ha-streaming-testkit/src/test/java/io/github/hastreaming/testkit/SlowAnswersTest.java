package io.github.hastreaming.testkit;

import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.Latest;
import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.TrimHorizon;
import static io.github.hastreaming.testkit.ServiceErrors.assertServiceError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.StreamClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SlowAnswersTest {
  private static final Duration NOT_IN_THIS_TEST = Duration.ofHours(1);
  private static final Duration A_MOMENT = Duration.ofMillis(100);

  @RegisterExtension private final EmulatedRegion region = new EmulatedRegion(1);

  /** The first call of a client takes long where nothing is loaded yet. */
  @BeforeEach
  void makeTheFirstCall() {
    region.cursor(Latest);
    region.emulator().clearRequests();
  }

  @Test
  void aSlowRequestIsServedInTheEnd() {
    FaultHandle slow = region.emulator().inject(Fault.slow(A_MOMENT));

    long start = System.nanoTime();
    region.put("a");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(A_MOMENT);
    assertThat(region.read(region.cursor(TrimHorizon))).containsExactly("a");
    assertThat(slow.hits()).isEqualTo(3);
    assertThat(region.emulator().requests()).hasSize(3);
  }

  @Test
  void aSlowRequestIsProcessedAfterItsDelay() {
    FaultHandle slow = region.emulator().inject(Fault.slow(NOT_IN_THIS_TEST));
    CompletableFuture<?> put = CompletableFuture.supplyAsync(() -> region.put("a"));
    await().until(() -> slow.hits() == 1);

    slow.heal();

    assertThat(region.read(region.cursor(TrimHorizon))).isEmpty();
    assertThat(put).isNotDone();
    region.emulator().close();
    assertThatThrownBy(put::join).hasCauseInstanceOf(BmcException.class);
  }

  @Test
  void aClientThatGivesUpHasItsRequestProcessedAllTheSame() {
    region.emulator().inject(Fault.slow(Duration.ofMillis(600)).times(1));
    try (StreamClient impatient =
        PlainSdk.streamClient(region.emulator().endpoint(), Duration.ofMillis(200))) {
      assertThatThrownBy(
              () -> impatient.putMessages(EmulatedRegion.putRequest(region.streamOcid(), "a")))
          .isInstanceOf(BmcException.class);
    }
    assertThat(region.emulator().messages()).isEmpty();

    await().until(() -> region.emulator().messages().size() == 1);
  }

  @Test
  void slowsDownSingleOperations() {
    FaultHandle slow =
        region
            .emulator()
            .inject(
                Fault.slow(Duration.ofMillis(1))
                    .on(StreamingOperation.GET_MESSAGES, StreamingOperation.GET_GROUP));

    region.put("a");
    String cursor = region.cursor(TrimHorizon);
    assertThat(slow.hits()).isZero();

    region.get(cursor);
    assertThat(slow.hits()).isEqualTo(1);
  }

  @Test
  void slowsDownTheNextRequestsOnly() {
    FaultHandle slow = region.emulator().inject(Fault.slow(Duration.ofMillis(1)).times(2));

    region.put("a");
    region.put("b");
    region.put("c");

    assertThat(slow.hits()).isEqualTo(2);
    assertThat(region.emulator().messages()).hasSize(3);
  }

  @Test
  void hitsTheRequestsOfOneCallerOnly() {
    TestIdentity unlucky = TestCredentials.identity("unlucky");
    region.emulator().inject(Fault.status(500).by(unlucky));

    region.put("a");
    try (StreamClient client = PlainSdk.streamClient(region.emulator().endpoint(), unlucky)) {
      assertServiceError(
          () -> client.putMessages(EmulatedRegion.putRequest(region.streamOcid(), "b")),
          500,
          "InternalServerError",
          "");
    }
  }

  @Test
  void aThousandRequestsAreHeldAtTheSameTime() {
    int requests = 1_000;
    FaultHandle slow =
        region.emulator().inject(Fault.slow(NOT_IN_THIS_TEST).on(StreamingOperation.GET_GROUP));
    HttpClient http = HttpClient.newHttpClient();
    List<CompletableFuture<HttpResponse<String>>> held =
        IntStream.range(0, requests)
            .mapToObj(n -> http.sendAsync(getGroup(), BodyHandlers.ofString()))
            .toList();

    await().until(() -> slow.hits() == requests);

    region.put("a");
    assertThat(region.read(region.cursor(TrimHorizon))).containsExactly("a");
    assertThat(held).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void whatWasHeldMeetsTheOtherFaultsAfterwards() {
    FaultHandle slow = region.emulator().inject(Fault.slow(Duration.ofMillis(1)));
    FaultHandle outage = region.emulator().inject(Fault.status(500).times(1));
    region.emulator().inject(Fault.delay(Duration.ofMillis(1)).times(1));
    region.emulator().inject(Fault.slow(Duration.ofMillis(1)));

    assertServiceError(() -> region.put("a"), 500, "InternalServerError", "");
    region.put("delayed");
    region.put("merely slow");

    assertThat(slow.hits()).isEqualTo(3);
    assertThat(outage.hits()).isEqualTo(1);
    assertThat(region.emulator().messages()).hasSize(2);
  }

  @Test
  void aPortThatIsClosedMeanwhileLosesWhatWasHeld() {
    FaultHandle slow = region.emulator().inject(Fault.slow(Duration.ofSeconds(2)).times(1));
    CompletableFuture<?> put = CompletableFuture.supplyAsync(() -> region.put("lost"));
    await().until(() -> slow.hits() == 1);

    FaultHandle refused = region.emulator().inject(Fault.refused());
    assertThatThrownBy(put::join).hasCauseInstanceOf(BmcException.class);
    refused.heal();
    region.emulator().inject(Fault.slow(Duration.ofSeconds(3)).times(1));
    region.put("later than the lost one was due");

    assertThat(region.emulator().messages()).hasSize(1);
  }

  @Test
  void latenciesAreDrawnFromTheSeed() {
    Latency latency = Latency.uniform(Duration.ofMillis(500), Duration.ofMillis(700));

    List<Duration> drawn = draw(latency, 42);

    assertThat(drawn).isEqualTo(draw(latency, 42)).isNotEqualTo(draw(latency, 43));
    assertThat(drawn)
        .allMatch(time -> time.toMillis() >= 500 && time.toMillis() <= 700)
        .anyMatch(time -> time.toMillis() < 550)
        .anyMatch(time -> time.toMillis() > 650);
    assertThat(Latency.constant(A_MOMENT).next(new Random(1))).isEqualTo(A_MOMENT);
  }

  @Test
  void aLatencyOfTheUsersOwnDecidesRequestByRequest() {
    region.emulator().inject(Fault.slow(random -> A_MOMENT.multipliedBy(random.nextInt(2))));

    IntStream.range(0, 10).forEach(n -> region.put("a"));

    assertThat(region.emulator().messages()).hasSize(10);
  }

  @Test
  void anEarlierScopeIsReplaced() {
    FaultHandle fault =
        region
            .emulator()
            .inject(Fault.status(500).on(FaultScope.READS).on(StreamingOperation.PUT_MESSAGES));
    region.cursor(Latest);

    assertThatThrownBy(() -> region.put("a")).isInstanceOf(BmcException.class);
    assertThat(fault.hits()).isEqualTo(1);
  }

  @Test
  void refusesLatenciesThatMakeNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.slow(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Latency.uniform(A_MOMENT, A_MOMENT))
        .withMessageContaining("most");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Latency.uniform(A_MOMENT.negated(), A_MOMENT))
        .withMessageContaining("least");
  }

  private HttpRequest getGroup() {
    String path = "/20180418/streams/" + region.streamOcid() + "/groups/group";
    return HttpRequest.newBuilder(URI.create(region.emulator().endpoint() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  private static List<Duration> draw(Latency latency, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, 100).mapToObj(n -> latency.next(random)).toList();
  }
}
