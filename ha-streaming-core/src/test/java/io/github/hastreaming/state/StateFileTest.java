package io.github.hastreaming.state;

import static io.github.hastreaming.support.VirtualPair.PRIMARY;
import static io.github.hastreaming.support.VirtualPair.SECONDARY;
import static io.github.hastreaming.support.VirtualPair.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.event.StateStoreFailed;
import io.github.hastreaming.event.StateStoreRecovered;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.VirtualPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients whose state is in a properties file. */
class StateFileTest {

  private static final Duration POLL = Duration.ofMillis(1_300);

  @TempDir Path directory;
  private Path file = Path.of("unset");
  private final VirtualPair pair = new VirtualPair();

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("stream.properties");
  }

  private HaStreamClientBuilder builder(VirtualPair of) {
    return of.builder()
        .stateStore(FailoverStateStore.propertiesFile(file))
        .allowedEndpointHosts("two");
  }

  private void failOver(HaStreamClient client) {
    pair.primary.failPuts(Failures::refused);
    for (int i = 0; i < 5; i++) {
      put(client, "during outage " + i);
    }
    pair.time.runPending();
    assertThat(client.status().isPrimaryActive()).isFalse();
  }

  @Test
  void theNextProcessStartsWhereThisOneStopped() {
    try (HaStreamClient client = pair.start(builder(pair))) {
      failOver(client);
    }
    VirtualPair next = new VirtualPair();
    try (HaStreamClient client =
        next.start(builder(next).secondaryResolver(SecondaryResolver.fixed()))) {
      put(client, "a");

      assertThat(next.secondary.stored()).containsExactly("a");
      assertThat(next.primary.puts()).isEmpty();
      assertThat(client.status().reason()).contains("WRITE");
    }
  }

  @Test
  void aProcessThatRunsFollowsWithinASecondOrTwo() {
    VirtualPair other = new VirtualPair();
    try (HaStreamClient client = pair.start(builder(pair));
        HaStreamClient follower = other.start(builder(other))) {
      failOver(client);
      other.time.advance(POLL);

      assertThat(follower.status().isPrimaryActive()).isFalse();
      assertThat(follower.status().epoch()).isEqualTo(client.status().epoch());
    }
  }

  @Test
  void theFileResolverReadsWhatTheStoreWrote() {
    try (HaStreamClient client = pair.start(builder(pair))) {
      failOver(client);
    }
    VirtualPair next = new VirtualPair();
    try (HaStreamClient client =
        next.start(
            next.builder()
                .secondaryResolver(SecondaryResolver.propertiesFile(file))
                .allowedEndpointHosts("two"))) {
      assertThat(client.status().secondary().orElseThrow().streamOcid())
          .isEqualTo(SECONDARY.streamOcid());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HA_STREAMING_FORMAT=2\n",
        "HA_STREAMING_EPOCH=\n",
        "HA_STREAMING_FORMAT=1\\u00\n",
        "HA_STREAMING_FORMAT=1\nHA_STREAMING_PRIMARY_OCID=ocid1.stream.oc1..other\n"
      })
  void aFileThatCannotBeUsedIsLeftAloneAndTheClientWorksOnThePrimary(String text)
      throws IOException {
    Files.writeString(file, text);
    try (HaStreamClient client = pair.start(builder(pair))) {
      put(client, "a");
      assertThat(pair.primary.stored()).containsExactly("a");
      assertThat(pair.events.await(StateStoreFailed.class).reason()).contains(file.toString());

      failOver(client);
      pair.time.advance(POLL.multipliedBy(10));

      assertThat(client.status().isProvisional()).isTrue();
      assertThat(pair.events.of(StateStoreFailed.class)).hasSize(1);
    }
    assertThat(file).hasContent(text);
  }

  @Test
  void onceTheFileIsOutOfTheWayTheDecisionIsStored() throws IOException {
    Files.writeString(file, "HA_STREAMING_FORMAT=9\n");
    try (HaStreamClient client = pair.start(builder(pair))) {
      failOver(client);
      Files.move(file, directory.resolve("moved away"));
      pair.time.advance(POLL);

      assertThat(pair.events.of(StateStoreRecovered.class)).hasSize(1);
      assertThat(client.status().isProvisional()).isFalse();
      assertThat(
              FailoverStateStore.propertiesFile(file)
                  .load(PRIMARY.streamOcid())
                  .orElseThrow()
                  .activeOcid())
          .isEqualTo(SECONDARY.streamOcid());
    }
  }

  @Test
  void whereItCannotWriteItSaysSoAndWorksOn() {
    FailoverStateStore nowhere =
        FailoverStateStore.propertiesFile(directory.resolve("missing/stream.properties"));
    try (HaStreamClient client = pair.start(builder(pair).stateStore(nowhere))) {
      failOver(client);

      assertThat(client.status().stateStoreFailure().orElseThrow()).contains("cannot be written");
    }
  }
}
