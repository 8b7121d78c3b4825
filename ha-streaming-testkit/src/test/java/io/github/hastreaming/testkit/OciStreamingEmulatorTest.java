package io.github.hastreaming.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.TrimHorizon;
import static io.github.hastreaming.testkit.ServiceErrors.assertServiceError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OciStreamingEmulatorTest {
  @RegisterExtension private final EmulatedRegion region = new EmulatedRegion(3);

  @Test
  void tellsWhereItIs() {
    OciStreamingEmulator emulator = region.emulator();

    assertThat(emulator.region()).isEqualTo("sa-saopaulo-1");
    assertThat(emulator.endpoint()).isEqualTo("http://127.0.0.1:" + emulator.port());
    assertThat(region.streamOcid()).matches("ocid1\\.stream\\.oc1\\.sa-saopaulo-1\\.[a-z0-9]+");
  }

  @Test
  void startsOnAGivenPort() {
    int port = region.emulator().port();
    region.emulator().close();

    try (OciStreamingEmulator again =
        OciStreamingEmulator.builder().region("sa-saopaulo-1").port(port).start()) {
      assertThat(again.port()).isEqualTo(port);
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    int port = region.emulator().port();

    assertThatIllegalStateException()
        .isThrownBy(() -> OciStreamingEmulator.builder().region("x").port(port).start())
        .withMessageContaining(Integer.toString(port));
  }

  @Test
  void keepsStreamsApart() {
    String other = region.emulator().createStream("other", 1);
    region.put("a");
    region.client().putMessages(EmulatedRegion.putRequest(other, "b"));

    assertThat(region.emulator().messages(other))
        .extracting(StoredMessage::valueAsString)
        .containsExactly("b");
    assertThat(region.emulator().messages()).hasSize(2);
  }

  @Test
  void aDeletedStreamIsGoneWithItsMessages() {
    region.put("a");
    region.emulator().deleteStream(region.streamOcid());

    assertServiceError(() -> region.put("b"), 404, "NotAuthorizedOrNotFound", "");
    assertThat(region.emulator().messages()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> region.emulator().messages(region.streamOcid()));
  }

  @Test
  void handsOutCopiesOfItsMessages() {
    region.putWithKey("key", "value");
    StoredMessage message = region.emulator().messages().get(0);

    message.value()[0] = 'X';
    Objects.requireNonNull(message.key())[0] = 'X';

    assertThat(region.emulator().messages().get(0).valueAsString()).isEqualTo("value");
    assertThat(message.key()).isEqualTo(EmulatedRegion.bytes("key"));
  }

  @Test
  void usersStubsComeBeforeTheService() {
    region.put("before");
    region.emulator().wireMock().stubFor(post(anyUrl()).willReturn(serviceUnavailable()));
    assertThatThrownBy(() -> region.put("a")).hasMessageContaining("503");

    region.emulator().wireMock().resetAll();

    region.put("b");
    assertThat(region.emulator().messages()).hasSize(2);
  }

  @Test
  void faultsHitUsersStubsToo() {
    region.emulator().wireMock().stubFor(post(anyUrl()).willReturn(serviceUnavailable()));
    region.emulator().inject(Fault.status(500));

    assertServiceError(() -> region.put("a"), 500, "InternalServerError", "");
  }

  @Test
  void equalSeedsSpreadMessagesAlike() {
    assertThat(partitionsWithSeed(42)).isEqualTo(partitionsWithSeed(42));
    assertThat(partitionsWithSeed(42)).isNotEqualTo(partitionsWithSeed(43));
  }

  @Test
  void recordsNoMoreRequestsThanItWasTold() {
    try (OciStreamingEmulator emulator =
            OciStreamingEmulator.builder().region("x").recordRequests(2).start();
        StreamClient client = PlainSdk.streamClient(emulator.endpoint())) {
      String stream = emulator.createStream("events", 1);
      IntStream.range(0, 5)
          .forEach(n -> client.putMessages(EmulatedRegion.putRequest(stream, "a")));

      assertThat(emulator.requests()).hasSize(2);
    }
  }

  @Test
  void concurrentWritersGetDistinctOffsetsAndLoseNothing() throws Exception {
    int writers = 8;
    int putsOfEach = 100;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Future<Set<String>>> acknowledged =
        threads.invokeAll(
            IntStream.range(0, writers).mapToObj(writer -> writes(putsOfEach)).toList());
    threads.shutdown();

    Set<String> all = new HashSet<>();
    for (Future<Set<String>> one : acknowledged) {
      all.addAll(one.get());
    }

    assertThat(all).hasSize(writers * putsOfEach);
    assertThat(
            region.emulator().messages().stream()
                .map(message -> message.partition() + "/" + message.offset())
                .collect(Collectors.toSet()))
        .isEqualTo(all);
  }

  @Test
  void leavesNoThreadsBehind() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    for (int round = 0; round < 5; round++) {
      try (OciStreamingEmulator emulator = OciStreamingEmulator.start("x");
          StreamClient client = PlainSdk.streamClient(emulator.endpoint())) {
        String stream = emulator.createStream("events", 1);
        client.putMessages(EmulatedRegion.putRequest(stream, "a"));
        emulator.inject(Fault.refused());
      }
    }

    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("oci-streaming-emulator")));
  }

  @Test
  void closesHangingCallsAndMayBeClosedTwice() {
    OciStreamingEmulator emulator = OciStreamingEmulator.start("x");
    String stream = emulator.createStream("events", 1);
    emulator.inject(Fault.hang());
    try (StreamClient client = PlainSdk.streamClient(emulator.endpoint())) {
      Thread caller =
          new Thread(
              () ->
                  assertThatThrownBy(
                          () -> client.putMessages(EmulatedRegion.putRequest(stream, "a")))
                      .isInstanceOf(Exception.class));
      caller.start();
      await().until(() -> !emulator.requests().isEmpty());

      emulator.close();
      emulator.close();

      await().until(() -> !caller.isAlive());
    }
  }

  @Test
  void refusesSettingsThatTheServiceWouldRefuse() {
    OciStreamingEmulator.Builder builder = OciStreamingEmulator.builder();
    StreamSettings.Builder settings = StreamSettings.builder("events");

    assertThatIllegalArgumentException().isThrownBy(() -> builder.region(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.port(70_000));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.recordRequests(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.partitionLimit(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.lifecycleDelay(Duration.ofSeconds(-1)));
    assertThatIllegalStateException().isThrownBy(builder::start);
    assertThatIllegalArgumentException().isThrownBy(() -> settings.partitions(0));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.retentionInHours(23));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.retentionInHours(169));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> region.emulator().throttlePartition(region.streamOcid(), "3", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> region.emulator().throttlePartition(region.streamOcid(), "0", -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> region.emulator().failStreamCreations(-1));
  }

  @Test
  void readsBackWhatWasPutInEveryPartition() {
    region.put("a", "b", "c", "d", "e", "f", "g", "h");

    assertThat(IntStream.range(0, 3).boxed().flatMap(index -> read(index).stream()))
        .containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g", "h");
  }

  private List<String> read(int partition) {
    return region.read(region.cursor(Integer.toString(partition), TrimHorizon));
  }

  private Callable<Set<String>> writes(int puts) {
    return () ->
        IntStream.range(0, puts)
            .mapToObj(number -> region.put("value").getEntries().get(0))
            .map(OciStreamingEmulatorTest::position)
            .collect(Collectors.toSet());
  }

  private static String position(PutMessagesResultEntry entry) {
    return entry.getPartition() + "/" + entry.getOffset();
  }

  private List<String> partitionsWithSeed(long seed) {
    try (OciStreamingEmulator emulator =
            OciStreamingEmulator.builder().region("x").seed(seed).start();
        StreamClient client = PlainSdk.streamClient(emulator.endpoint())) {
      String stream = emulator.createStream("events", 10);
      return IntStream.range(0, 20)
          .mapToObj(n -> client.putMessages(EmulatedRegion.putRequest(stream, "a")))
          .map(answer -> answer.getPutMessagesResult().getEntries().get(0).getPartition())
          .toList();
    }
  }
}
