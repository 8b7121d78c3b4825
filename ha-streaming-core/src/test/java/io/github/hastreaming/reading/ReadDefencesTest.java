package io.github.hastreaming.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.TwoRegions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must not go wrong in reading when a region answers what it should not. */
class ReadDefencesTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create().partitions(1);

  private HaStreamClientBuilder builder() {
    return Pair.builder(regions)
        .readTimeout(Duration.ofSeconds(10))
        .slowCallThreshold(Duration.ofSeconds(9))
        .sweepInterval(Duration.ofMillis(1));
  }

  private HaStreamClient client() {
    return Pair.client(builder());
  }

  @Test
  void aLimitIsNotTakenForAMissingPartition() {
    try (HaStreamClient client = client()) {
      Pair.putDirectly(regions.secondary(), regions.secondaryStreamOcid(), "a");
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      Pair.awaitReady(regions.secondary());
      regions.secondary().inject(Fault.status(400, "LimitExceeded", "Later").times(1));
      consumer.read();

      consumer.readUntilDelivered(1);
      assertThat(consumer.values()).containsExactly("a");
    }
  }

  @Test
  void ofThreeStreamsThatAlwaysHaveMessagesEachHasItsTurn() {
    String replaced = regions.secondary().createStream("replaced", 1);
    StreamTarget third = Pair.target(regions.secondary(), replaced);
    FailoverStateStore store = FailoverStateStore.inMemory();
    FailoverState state =
        FailoverState.builder(regions.primaryStreamOcid(), 1, "lineage")
            .targets(List.of(Pair.primary(regions), Pair.secondary(regions), third))
            .replacedAt(Map.of(replaced, Instant.now()))
            .since(Instant.now())
            .build();
    assertThat(store.compareAndSet(Optional.empty(), state)).isTrue();
    for (int i = 0; i < 6; i++) {
      Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "p" + i);
      Pair.putDirectly(regions.secondary(), regions.secondaryStreamOcid(), "s" + i);
      Pair.putDirectly(regions.secondary(), replaced, "r" + i);
    }
    try (HaStreamClient client =
        Pair.client(builder().stateStore(store).allowedEndpointHosts("127.0.0.1"))) {
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0").limit(1);

      consumer.readUntilDelivered(9); // Of eighteen.
      assertThat(consumer.values()).contains("p0", "s0", "r0");
    }
  }

  @Test
  void asksAnotherStreamOnceInOneCallEvenIfItIsThrottled() {
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      Pair.awaitReady(regions.secondary());
      regions.secondary().inject(Fault.throttled().on(FaultScope.READS));
      regions.secondary().clearRequests();

      consumer.read();
      assertThat(regions.secondary().requests()).hasSize(1);
    }
  }

  @Test
  void aReadThatNeverLeftCausesNoRedelivery() {
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.inGroup(client, regions.primaryStreamOcid(), "g", "m", false);
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "a", "b"));
      consumer.readUntilDelivered(2);
      regions.primary().inject(Fault.refused());
      assertThat(consumer.read()).isEmpty();
      regions.primary().heal();

      consumer.readUntilEmpty();
      assertThat(consumer.values()).containsExactly("a", "b");
    }
  }

  @Test
  void aDrainedRegionThatFailsOnceIsAskedAgainWhenTheActiveOneIsDown() {
    try (HaStreamClient client =
        Pair.client(
            builder().sweepInterval(Duration.ZERO).failbackPolicy(FailbackPolicy.manual()))) {
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "a"));
      client.failover().failOver("a drill");
      regions.primary().inject(Fault.resetBeforeProcessing().times(1));
      regions.secondary().inject(Fault.status(503));

      assertThat(consumer.read()).containsExactly("a");
    }
  }

  @Test
  void anIncompleteRequestIsRefusedByWhicheverRegionServes() {
    try (HaStreamClient client = client()) {
      regions.primary().inject(Fault.refused());
      assertThatThrownBy(
              () ->
                  Consumer.from(
                      client, regions.primaryStreamOcid(), "0", CreateCursorDetails.Type.AtTime))
          .isInstanceOfSatisfying(
              BmcException.class, e -> assertThat(e.getStatusCode()).isEqualTo(400));
    }
  }

  @Test
  void theSecondaryDoesNotJudgeTheServicesCursorsOfThePrimary() {
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.at(client, regions.primaryStreamOcid(), "of-unknown-form");
      regions.primary().inject(Fault.refused());
      assertThatThrownBy(consumer::read).isInstanceOf(AllRegionsUnavailableException.class);
    }
  }

  @Test
  void aClassifierThatThrowsFailsNoReadWhoseSweepFails() {
    HaStreamClientBuilder builder =
        builder()
            .failureClassifier(
                (operation, failure) -> {
                  throw new IllegalStateException("bug in the classifier");
                });
    try (HaStreamClient client = Pair.client(builder)) {
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "a"));
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      regions.secondary().inject(Fault.status(503).on(FaultScope.READS));

      consumer.readUntilDelivered(1);
      assertThat(consumer.read()).isEmpty();
    }
  }

  @Test
  void aDrainedStreamThatRefusesARequestIsLeftForTheActiveOne() {
    try (HaStreamClient client = Pair.client(builder().sweepInterval(Duration.ofHours(1)))) {
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "a", "b"));
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0").limit(1);
      consumer.read();
      client.failover().failOver("drill");
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "c"));
      regions.primary().inject(Fault.status(400, "LimitExceeded", "Later").on(FaultScope.READS));

      assertThat(consumer.read()).containsExactly("c");
    }
  }

  @Test
  void anAnswerWithoutANextCursorIsReadAgain() {
    try (HaStreamClient client = client()) {
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "a", "b"));
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0").limit(1);
      consumer.read();
      StubMapping stub =
          regions
              .primary()
              .wireMock()
              .stubFor(
                  WireMock.get(WireMock.urlPathMatching(".*/messages"))
                      .atPriority(1)
                      .willReturn(WireMock.okJson("[]")));
      assertThat(consumer.read()).isEmpty();
      regions.primary().wireMock().removeStubMapping(stub);

      consumer.readUntilDelivered(2);
      assertThat(consumer.values()).containsExactly("a", "b");
    }
  }

  @Test
  void aCursorInAStreamThatANewProcessDoesNotKnowYetGoesOn() {
    Pair.putDirectly(regions.secondary(), regions.secondaryStreamOcid(), "a", "b");
    String inTheSecondary = readOneAndStop();
    Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "c");
    String stored;
    try (HaStreamClient client =
        builder().secondaryResolver(context -> List.of()).build(Pair.credentials())) {
      assertThatThrownBy(() -> client.originOf(inTheSecondary))
          .isInstanceOfSatisfying(
              BmcException.class, e -> assertThat(e.getStatusCode()).isEqualTo(400))
          .hasMessageContaining("not known");
      Consumer consumer = Consumer.at(client, regions.primaryStreamOcid(), inTheSecondary);
      assertThat(consumer.read()).containsExactly("c");
      stored = consumer.cursor();
    }
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.at(client, regions.primaryStreamOcid(), stored);
      consumer.readUntilDelivered(1);
      assertThat(consumer.values()).containsExactly("b");
    }
  }

  /** The cursor of a process that has read one message. */
  private String readOneAndStop() {
    try (HaStreamClient client = client()) {
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0").limit(1);
      consumer.readUntilDelivered(1);
      return consumer.cursor();
    }
  }
}
