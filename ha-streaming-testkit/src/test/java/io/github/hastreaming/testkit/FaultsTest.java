package io.github.hastreaming.testkit;

import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.Latest;
import static io.github.hastreaming.testkit.ServiceErrors.assertServiceError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.StreamAdminClient;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.requests.DeleteStreamRequest;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultsTest {
  @RegisterExtension private final EmulatedRegion region = new EmulatedRegion(1);

  @Test
  void hitsUntilHealed() {
    FaultHandle outage = region.emulator().inject(Fault.status(503));
    assertFails(2);

    outage.heal();

    region.put("a");
    assertThat(outage.hits()).isEqualTo(2);
    assertThat(region.emulator().messages()).hasSize(1);
  }

  @Test
  void hitsOnlyWrites() {
    region.emulator().inject(Fault.status(503).on(FaultScope.WRITES));

    assertFails(1);
    assertThat(region.read(region.cursor(Latest))).isEmpty();
  }

  @Test
  void hitsOnlyReads() {
    region.emulator().inject(Fault.status(503).on(FaultScope.READS));

    region.put("a");
    assertServiceError(() -> region.cursor(Latest), 503, "ServiceUnavailable", "");
  }

  @Test
  void adminFaultsLeaveTheDataPlaneAlone() {
    FaultHandle fault = region.emulator().inject(Fault.status(503).on(FaultScope.ADMIN));

    region.put("a");
    region.cursor(Latest);
    assertThat(fault.hits()).isZero();
  }

  @Test
  void hitsANumberOfCalls() {
    FaultHandle fault = region.emulator().inject(Fault.status(500).times(2));

    assertFails(2);
    region.put("a");
    assertThat(fault.hits()).isEqualTo(2);
  }

  @Test
  void hitsAShareOfCalls() {
    FaultHandle fault = region.emulator().inject(Fault.status(500).share(0.3));

    long failed = IntStream.range(0, 200).filter(call -> !succeeds()).count();

    assertThat(failed).isEqualTo(fault.hits()).isBetween(30L, 90L);
    assertThat(region.emulator().messages()).hasSize(200 - (int) failed);
  }

  @Test
  void theFirstInjectedOfSeveralDecides() {
    FaultHandle first = region.emulator().inject(Fault.status(500).times(1));
    region.emulator().inject(Fault.status(503));

    assertServiceError(() -> region.put("a"), 500, "InternalServerError", "");
    assertServiceError(() -> region.put("a"), 503, "ServiceUnavailable", "");
    assertThat(first.hits()).isEqualTo(1);
  }

  @Test
  void answersWithAnyCodeAndMessage() {
    region.emulator().inject(Fault.status(418, "Teapot", "short and stout"));

    assertServiceError(() -> region.put("a"), 418, "Teapot", "short and stout");
  }

  @Test
  void throttlesAWholeRequestAsTheServiceDoes() {
    region.emulator().inject(Fault.throttled());

    assertServiceError(
        () -> region.put("a"), 429, "TooManyRequests", "next request can be made in");
  }

  @Test
  void aFailedWriteStoresNothing() {
    region.emulator().inject(Fault.resetBeforeProcessing().times(1));
    region.emulator().inject(Fault.status(500).times(1));

    assertFails(2);
    assertThat(region.emulator().messages()).isEmpty();
  }

  @Test
  void aWriteWhoseAnswerIsLostIsStored() {
    region.emulator().inject(Fault.resetAfterProcessing().times(1));
    region.emulator().inject(Fault.truncatedAnswer().times(1));

    assertFails(2);
    assertThat(region.emulator().messages()).hasSize(2);
    region.put("c");
  }

  @Test
  void aDelayedWriteIsStoredBeforeItsAnswerArrives() {
    region.emulator().inject(Fault.delay(Duration.ofHours(1)));
    try (StreamClient client =
        PlainSdk.streamClient(region.emulator().endpoint(), Duration.ofMillis(200))) {
      assertThatThrownBy(
              () -> client.putMessages(EmulatedRegion.putRequest(region.streamOcid(), "a")))
          .isInstanceOf(BmcException.class);
    }

    assertThat(region.emulator().messages()).hasSize(1);
  }

  @Test
  void aDelayedAnswerIsComplete() {
    region.emulator().inject(Fault.delay(Duration.ofMillis(50)));

    long start = System.nanoTime();
    assertThat(region.put("a", "b").getEntries()).hasSize(2);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(50));
  }

  @Test
  void anAnswerWithoutABodyCanBeDelayedToo() {
    region.emulator().inject(Fault.delay(Duration.ofMillis(1)).on(FaultScope.ADMIN));
    try (StreamAdminClient admin = PlainSdk.adminClient(region.emulator().endpoint())) {
      admin.deleteStream(DeleteStreamRequest.builder().streamId(region.streamOcid()).build());
    }

    assertServiceError(() -> region.put("a"), 404, "NotAuthorizedOrNotFound", "");
  }

  @Test
  void manyHangingCallsLeaveTheRegionResponsive() {
    FaultHandle hang = region.emulator().inject(Fault.hang().on(FaultScope.WRITES));
    ExecutorService callers = Executors.newFixedThreadPool(64);
    List<StreamClient> clients = new ArrayList<>();
    List<CompletableFuture<Void>> calls = new ArrayList<>();
    for (int caller = 0; caller < 64; caller++) {
      if (caller % 32 == 0) { // a client has 50 connections
        clients.add(PlainSdk.streamClient(region.emulator().endpoint()));
      }
      StreamClient client = clients.get(clients.size() - 1);
      calls.add(
          CompletableFuture.runAsync(
              () -> client.putMessages(EmulatedRegion.putRequest(region.streamOcid(), "a")),
              callers));
    }
    await().until(() -> hang.hits() == 64);

    assertThat(region.read(region.cursor(Latest))).isEmpty();
    assertThat(calls).noneMatch(CompletableFuture::isDone);

    hang.heal();

    assertThat(calls)
        .allSatisfy(call -> assertThatThrownBy(call::join).hasCauseInstanceOf(BmcException.class));
    assertThat(region.emulator().messages()).isEmpty();
    region.put("healed");
    callers.shutdown();
    clients.forEach(StreamClient::close);
  }

  @Test
  void aRefusedPortResetsPooledConnectionsToo() {
    region.put("opens a connection");
    int port = region.emulator().port();
    FaultHandle refused = region.emulator().inject(Fault.refused());

    assertThatThrownBy(() -> region.put("a")).hasRootCauseInstanceOf(SocketException.class);
    assertThatThrownBy(() -> region.put("a")).hasRootCauseInstanceOf(ConnectException.class);

    refused.heal();
    region.put("b");
    assertThat(region.emulator().port()).isEqualTo(port);
    assertThat(region.emulator().messages()).hasSize(2);
  }

  @Test
  void aPortIsClosedUntilNobodyRefusesAnyMore() {
    FaultHandle one = region.emulator().inject(Fault.refused());
    FaultHandle other = region.emulator().inject(Fault.refused());

    one.heal();
    assertThat(succeeds()).isFalse();
    other.heal();
    assertThat(succeeds()).isTrue();
  }

  @Test
  void aPortCanBeClosedAndOpenedManyTimes() {
    for (int round = 0; round < 100; round++) {
      FaultHandle refused = region.emulator().inject(Fault.refused());
      assertThat(succeeds()).isFalse();
      refused.heal();
      assertThat(succeeds()).isTrue();
    }
  }

  @Test
  void healEndsEveryFault() {
    region.emulator().inject(Fault.status(500));
    region.emulator().inject(Fault.hang());
    region.emulator().inject(Fault.refused());

    region.emulator().heal();

    region.put("a");
  }

  @Test
  void healingTwiceIsHarmless() {
    FaultHandle fault = region.emulator().inject(Fault.refused());

    fault.heal();
    fault.heal();

    assertThatCode(() -> region.put("a")).doesNotThrowAnyException();
  }

  @Test
  void refusesFaultsThatMakeNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(200));
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.delay(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.hang().times(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.hang().share(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.hang().share(1.1));
    assertThatIllegalStateException().isThrownBy(() -> Fault.refused().on(FaultScope.WRITES));
  }

  private void assertFails(int calls) {
    IntStream.range(0, calls).forEach(call -> assertThat(succeeds()).isFalse());
  }

  private boolean succeeds() {
    try {
      region.put("value");
      return true;
    } catch (BmcException failed) {
      return false;
    }
  }
}
