package io.github.hastreaming.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.model.BmcException;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.support.Load;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code setEndpoint}, {@code refreshClient} and {@code close}, over HTTP. */
class RenewalTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  private final RecordingListener events = new RecordingListener();

  private void put(HaStreamClient client, String value) {
    client.putMessages(Pair.put(regions.primaryStreamOcid(), value));
  }

  private void loseThePrimary(HaStreamClient client) {
    regions.primary().inject(Fault.status(503).on(FaultScope.WRITES));
    put(client, "handed over");
    events.awaitFailoversCompleted(1);
  }

  @Test
  void refreshingUnderLoadFailsNothingAndLosesNothing() {
    try (HaStreamClient client = Pair.client(Pair.builder(regions));
        Load load = Load.of(client, regions.primaryStreamOcid(), 8)) {
      load.awaitAcknowledged(20);
      for (int round = 1; round <= 10; round++) {
        client.refreshClient();
        load.awaitAcknowledged(load.acknowledged().size() + 10);
      }
      load.stop();

      assertThat(load.errors()).isEmpty();
      assertThat(Pair.values(regions.primary()))
          .containsExactlyInAnyOrderElementsOf(load.acknowledged()); // And nothing twice.
      assertThat(Pair.values(regions.secondary())).isEmpty();
    }
  }

  @Test
  void settingTheEndpointUnderLoadFailsNothing() {
    String other = "http://localhost:" + regions.primary().port();
    try (HaStreamClient client = Pair.client(Pair.builder(regions));
        Load load = Load.of(client, regions.primaryStreamOcid(), 8)) {
      for (int round = 1; round <= 10; round++) {
        client.setEndpoint(round % 2 == 0 ? regions.primary().endpoint() : other);
        load.awaitAcknowledged(load.acknowledged().size() + 10);
      }
      load.stop();

      assertThat(load.errors()).isEmpty();
      assertThat(Pair.values(regions.primary()))
          .containsExactlyInAnyOrderElementsOf(load.acknowledged());
    }
  }

  @Test
  void settingTheEndpointMovesThePrimary() {
    String other = "http://localhost:" + regions.primary().port();
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      client.setEndpoint(other);

      assertThat(client.getEndpoint()).isEqualTo(other);
      put(client, "a");
      assertThat(Pair.values(regions.primary())).containsExactly("a");
    }
  }

  @Test
  void settingTheEndpointMeansThePrimarysWhileTheSecondaryIsActive() {
    try (HaStreamClient client = Pair.client(Pair.builder(regions).listener(events))) {
      loseThePrimary(client);

      client.setEndpoint("http://localhost:" + regions.primary().port());

      assertThat(client.getEndpoint()).isEqualTo(regions.secondary().endpoint());
      assertThat(client.status().regions().get(0).target().host()).isEqualTo("localhost");
      put(client, "b");
      assertThat(Pair.values(regions.secondary())).containsExactly("handed over", "b");
    }
  }

  @Test
  void anEndpointThatIsNotSafeIsRefusedAndChangesNothing() {
    try (HaStreamClient client = Pair.client(Pair.builder(regions))) {
      assertThatThrownBy(() -> client.setEndpoint("http://streams.example.org"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("https");
      assertThatThrownBy(() -> client.setEndpoint("nonsense"))
          .isInstanceOf(IllegalArgumentException.class);

      assertThat(client.getEndpoint()).isEqualTo(regions.primary().endpoint());
      put(client, "a");
    }
  }

  @Test
  void aClosedClientSaysSoAsTheSdksDoes() {
    HaStreamClient client = Pair.client(Pair.builder(regions));
    put(client, "a");

    client.close();
    client.close();

    assertThatThrownBy(() -> put(client, "b"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("Client instance has been closed.");
    assertThatThrownBy(client::refreshClient).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> client.setEndpoint(regions.primary().endpoint()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(client.status().regions()).hasSize(2);
  }

  @Test
  void aCallInFlightAtTheCloseIsAnswered() throws Exception {
    regions.primary().inject(Fault.delay(Duration.ofMillis(600)).on(FaultScope.WRITES));
    HaStreamClient client = Pair.client(Pair.builder(regions));
    CompletableFuture<Void> call = CompletableFuture.runAsync(() -> put(client, "in flight"));
    while (Pair.requests(regions.primary(), "putMessages") == 0) {
      Thread.onSpinWait();
    }

    client.close();

    call.get(30, TimeUnit.SECONDS);
    assertThat(Pair.values(regions.primary())).containsExactly("in flight");
  }

  @Test
  void aCallThatFailsAfterTheCloseIsNotRepeated() throws Exception {
    regions.primary().inject(Fault.hang().on(FaultScope.WRITES));
    HaStreamClient client = Pair.client(Pair.builder(regions).readTimeout(Duration.ofMillis(800)));
    CompletableFuture<String> call =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                put(client, "in flight");
                return "served";
              } catch (IllegalStateException | BmcException e) {
                return e.getClass().getSimpleName();
              }
            });
    while (Pair.requests(regions.primary(), "putMessages") == 0) {
      Thread.onSpinWait();
    }

    client.close();

    assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("IllegalStateException");
    assertThat(Pair.requests(regions.primary(), "putMessages")).isEqualTo(1);
    assertThat(regions.secondary().requests()).noneMatch(r -> r.operation().equals("putMessages"));
  }

  @Test
  void aCallThatWaitsForTheResolverEndsWithTheClose() throws Exception {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    regions.primary().inject(Fault.refused());
    HaStreamClient client =
        Pair.builder(regions)
            .secondaryResolver(
                context -> {
                  asked.complete(null);
                  return awaitInterrupt();
                })
            .build(Pair.credentials());
    CompletableFuture<Void> call = CompletableFuture.runAsync(() -> put(client, "a"));
    asked.get(30, TimeUnit.SECONDS);

    client.close();

    assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  private static List<StreamTarget> awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }
}
