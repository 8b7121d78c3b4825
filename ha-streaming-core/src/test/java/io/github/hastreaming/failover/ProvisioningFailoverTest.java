package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.Region;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.event.FailoverNotPossible;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.JavaProcess;
import io.github.hastreaming.support.Load;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.ProducerProcess;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultHandle;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.RecordedRequest;
import io.github.hastreaming.testkit.StreamDescription;
import io.github.hastreaming.testkit.StreamSettings;
import io.github.hastreaming.testkit.TestCredentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The secondary is made when it is needed, once, whoever needs it. */
class ProvisioningFailoverTest {

  private static final int ROUNDS = 8;

  @TempDir Path directory;
  private final OciStreamingEmulator primary = OciStreamingEmulator.start("sa-saopaulo-1");
  private final OciStreamingEmulator secondary = OciStreamingEmulator.start("sa-vinhedo-1");
  private final String primaryOcid = primary.createStream("orders", 2);
  private final RecordingListener events = new RecordingListener();

  @AfterEach
  void closeRegions() {
    primary.close();
    secondary.close();
  }

  private Path file() {
    return directory.resolve("stream.properties");
  }

  private FailoverStateStore store() {
    return FailoverStateStore.propertiesFile(file());
  }

  private HaStreamClientBuilder builder(SecondaryResolver resolver) {
    return HaStreamClient.builder()
        .primary(Pair.target(primary, primaryOcid))
        .secondaryResolver(resolver)
        .stateStore(store())
        .allowedEndpointHosts("127.0.0.1")
        .listener(events);
  }

  private io.github.hastreaming.resolver.ProvisioningBuilder provisioning() {
    return SecondaryResolver.provisioning()
        .region(Region.SA_VINHEDO_1)
        .compartmentId(TestCredentials.tenancyId())
        .adminEndpoint(secondary.endpoint());
  }

  private JavaProcess producer(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(primary.endpoint(), primaryOcid, secondary.endpoint(), file().toString()));
    arguments.addAll(List.of(more));
    JavaProcess process =
        JavaProcess.start(ProducerProcess.class, arguments.toArray(String[]::new));
    assertThat(process.readLine()).isEqualTo("ready");
    return process;
  }

  private FailoverState stored() {
    return store().load(primaryOcid).orElseThrow();
  }

  private void awaitPrimaryLearned() {
    Awaitility.await()
        .until(
            () ->
                store()
                    .load(primaryOcid)
                    .filter(s -> s.primaryDescription().isPresent())
                    .isPresent());
  }

  @Test
  void aHundredThreadsThatHitTheFailureAtOnceMakeOneStreamLikeThePrimary() {
    try (HaStreamClient client = builder(provisioning().build()).build(Pair.credentials())) {
      awaitPrimaryLearned();
      try (Load load = Load.of(client, primaryOcid, 100)) {
        load.awaitAcknowledged(200);
        assertThat(secondary.streams()).isEmpty();
        primary.inject(Fault.refused());
        events.awaitFailoversCompleted(1);
        load.awaitAcknowledged(load.acknowledged().size() + 200);
        load.stop();

        assertThat(load.errors()).isEmpty();
      }
    }
    assertThat(secondary.streams())
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.name()).isEqualTo(defaultName());
              assertThat(stream.freeformTags())
                  .containsExactly(Map.entry("ha-streaming-primary", primaryOcid));
              assertThat(stream.partitions()).isEqualTo(2);
              assertThat(stream.retentionInHours()).isEqualTo(24);
            });
    assertThat(creations()).isOne();
    assertThat(stored().activeOcid()).isEqualTo(secondary.streams().get(0).ocid());
  }

  private String defaultName() {
    return "orders-secondary-" + primaryOcid.substring(primaryOcid.length() - 8);
  }

  private long creations() {
    return secondary.requests().stream()
        .map(RecordedRequest::operation)
        .filter("createStream"::equals)
        .count();
  }

  @Test
  void makesTheStreamAheadIfToldTo() {
    try (HaStreamClient client =
        builder(provisioning().provisionAhead().build()).build(Pair.credentials())) {
      Pair.awaitSecondary(client);

      assertThat(secondary.streams())
          .extracting(StreamDescription::name)
          .containsExactly(defaultName());
      assertThat(client.status().isPrimaryActive()).isTrue();
    }
  }

  @Test
  void pairsWhosePrimariesAreNamedAlikeDoNotShareASecondary() {
    String otherOcid =
        primary.createStream(
            StreamSettings.builder("orders").compartmentId("ocid1.compartment.oc1..other").build());
    SecondaryResolver resolver = provisioning().provisionAhead().build();
    HaStreamClientBuilder other =
        HaStreamClient.builder()
            .primary(Pair.target(primary, otherOcid))
            .secondaryResolver(resolver);
    try (HaStreamClient one = Pair.client(builder(resolver));
        HaStreamClient two = Pair.client(other)) {
      assertThat(one.status().secondary()).isNotEqualTo(two.status().secondary());
      assertThat(secondary.streams())
          .extracting(stream -> stream.freeformTags().get("ha-streaming-primary"))
          .containsExactlyInAnyOrder(primaryOcid, otherOcid);
    }
  }

  @Test
  void saysWhyThereIsNoSecondaryAndWorksOn() {
    secondary.inject(Fault.status(404).on(FaultScope.ADMIN));
    try (HaStreamClient client = builder(provisioning().build()).build(Pair.credentials())) {
      awaitPrimaryLearned();
      FaultHandle outage = primary.inject(Fault.status(500).on(FaultScope.WRITES));

      assertThatThrownBy(() -> client.putMessages(Pair.put(primaryOcid, "a")))
          .isInstanceOf(AllRegionsUnavailableException.class)
          .hasMessageContaining("Allow group");
      outage.heal();
      client.putMessages(Pair.put(primaryOcid, "b"));

      assertThat(events.await(FailoverNotPossible.class).reason()).contains("Allow group");
      assertThat(client.status().resolverAnswer()).contains("Allow group");
      assertThat(Pair.values(primary)).containsExactly("b");
    }
  }

  @Test
  @Tag("environment")
  void twoProcessesAtOnceMakeOneStreamEachTime() {
    primary.inject(Fault.refused());
    secondary.lifecycleDelay(Duration.ofMillis(300));
    try (JavaProcess one = producer();
        JavaProcess two = producer()) {
      for (int round = 0; round < ROUNDS; round++) {
        String name = "round-" + round;
        // A file for each round: the last round's clients may still be saving.
        String line = name + " " + file().resolveSibling(name + ".properties");
        one.writeLine(line);
        two.writeLine(line);

        assertThat(one.readLine()).isEqualTo(two.readLine());
        assertThat(secondary.streams()).filteredOn(stream -> stream.name().equals(name)).hasSize(1);
      }
    }
    assertThat(secondary.streams()).hasSize(ROUNDS);
  }

  @Test
  @Tag("environment")
  void whatAProcessMadeThatWasKilledBeforeItSavedIsFound() {
    primary.inject(Fault.refused());
    try (JavaProcess killed = producer("hang")) {
      killed.writeLine("orders-secondary");
      assertThat(killed.readLine()).isEqualTo("saving");
      killed.kill();
    }
    assertThat(store().load(primaryOcid).flatMap(FailoverState::secondary)).isEmpty();
    String ocid = secondary.streams().get(0).ocid();

    try (JavaProcess next = producer()) {
      next.writeLine("orders-secondary");

      assertThat(next.readLine()).isEqualTo(ocid);
    }
    assertThat(creations()).isOne();
    assertThat(stored().activeOcid()).isEqualTo(ocid);
  }

  @Test
  @Tag("environment")
  @Timeout(90)
  void aProcessStartedDuringTheOutageNeverTouchesThePrimary() {
    primary.inject(Fault.status(500));
    try (JavaProcess first = producer()) {
      first.writeLine("orders-secondary");
      first.readLine();
    }
    primary.clearRequests();

    try (JavaProcess second = producer()) {
      second.writeLine("orders-secondary");
      assertThat(second.readLine()).isEqualTo(secondary.streams().get(0).ocid());
    }

    assertThat(primary.requests()).isEmpty();
    assertThat(Pair.values(secondary)).containsExactly("orders-secondary", "orders-secondary");
  }
}
