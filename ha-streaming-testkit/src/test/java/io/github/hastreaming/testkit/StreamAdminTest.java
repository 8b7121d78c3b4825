package io.github.hastreaming.testkit;

import static io.github.hastreaming.testkit.ServiceErrors.assertServiceError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.oracle.bmc.streaming.StreamAdminClient;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.CreateStreamDetails;
import com.oracle.bmc.streaming.model.CreateStreamPoolDetails;
import com.oracle.bmc.streaming.model.Stream;
import com.oracle.bmc.streaming.model.StreamSummary;
import com.oracle.bmc.streaming.model.UpdateStreamDetails;
import com.oracle.bmc.streaming.requests.CreateStreamPoolRequest;
import com.oracle.bmc.streaming.requests.CreateStreamRequest;
import com.oracle.bmc.streaming.requests.DeleteStreamRequest;
import com.oracle.bmc.streaming.requests.GetStreamRequest;
import com.oracle.bmc.streaming.requests.ListStreamsRequest;
import com.oracle.bmc.streaming.requests.UpdateStreamRequest;
import com.oracle.bmc.streaming.responses.CreateStreamResponse;
import com.oracle.bmc.streaming.responses.ListStreamsResponse;
import com.oracle.bmc.streaming.responses.UpdateStreamResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamAdminTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.600Z");
  private static final Duration DELAY = Duration.ofSeconds(20);
  private static final String COMPARTMENT = "ocid1.compartment.oc1..aaaa";
  private static final String OTHER_COMPARTMENT = "ocid1.compartment.oc1..bbbb";

  private OciStreamingEmulator region;
  private StreamAdminClient admin;

  @BeforeEach
  void startRegion() {
    region =
        OciStreamingEmulator.builder()
            .region("sa-vinhedo-1")
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .partitionLimit(100)
            .start();
    admin = PlainSdk.adminClient(region.endpoint());
  }

  @AfterEach
  void stopRegion() {
    admin.close();
    region.close();
  }

  @Test
  void createsAStream() {
    CreateStreamResponse response =
        create(stream("orders").partitions(3).retentionInHours(48).freeformTags(Map.of("a", "b")));

    Stream stream = response.getStream();
    assertThat(stream.getName()).isEqualTo("orders");
    assertThat(stream.getId()).startsWith("ocid1.stream.oc1.sa-vinhedo-1.");
    assertThat(stream.getPartitions()).isEqualTo(3);
    assertThat(stream.getRetentionInHours()).isEqualTo(48);
    assertThat(stream.getCompartmentId()).isEqualTo(COMPARTMENT);
    assertThat(stream.getStreamPoolId()).startsWith("ocid1.streampool.oc1.sa-vinhedo-1.");
    assertThat(stream.getLifecycleState()).isEqualTo(Stream.LifecycleState.Creating);
    assertThat(stream.getTimeCreated()).isEqualTo(Date.from(NOW));
    assertThat(stream.getMessagesEndpoint()).isEqualTo(region.endpoint());
    assertThat(stream.getFreeformTags()).isEqualTo(Map.of("a", "b"));
    assertThat(response.getEtag()).isNotBlank();
    assertThat(get(stream.getId()).getLifecycleState()).isEqualTo(Stream.LifecycleState.Active);
  }

  @Test
  void aCreatedStreamTakesMessages() {
    String ocid = create(stream("orders")).getStream().getId();

    try (StreamClient client = PlainSdk.streamClient(get(ocid).getMessagesEndpoint())) {
      client.putMessages(EmulatedRegion.putRequest(ocid, "a"));
    }

    assertThat(region.messages(ocid)).hasSize(1);
  }

  @Test
  void keepsMessagesFor24HoursIfNotTold() {
    assertThat(create(stream("orders")).getStream().getRetentionInHours()).isEqualTo(24);
  }

  @Test
  void isCreatingUntilTheDelayIsOver() {
    region.lifecycleDelay(DELAY);
    String ocid = create(stream("orders")).getStream().getId();

    region.advanceClock(DELAY.minusMillis(1));
    assertThat(get(ocid).getLifecycleState()).isEqualTo(Stream.LifecycleState.Creating);
    assertDataPlaneAnswers(ocid, 409, "IncorrectState");
    region.advanceClock(Duration.ofMillis(1));
    assertThat(get(ocid).getLifecycleState()).isEqualTo(Stream.LifecycleState.Active);
  }

  @Test
  void aCreationCanFail() {
    region.failStreamCreations(1);
    String failed = create(stream("orders")).getStream().getId();

    assertThat(get(failed).getLifecycleState()).isEqualTo(Stream.LifecycleState.Failed);
    assertDataPlaneAnswers(failed, 404, "NotAuthorizedOrNotFound");

    delete(failed);
    String created = create(stream("orders")).getStream().getId();
    assertThat(get(created).getLifecycleState()).isEqualTo(Stream.LifecycleState.Active);
  }

  @Test
  void namesAreUniqueInAPool() {
    create(stream("orders"));

    assertServiceError(() -> create(stream("orders")), 409, "Conflict", "orders");
    create(stream("orders").compartmentId(OTHER_COMPARTMENT));
    String pool = createPool("mine");
    create(streamInPool("orders", pool));
    assertServiceError(() -> create(streamInPool("orders", pool)), 409, "Conflict", "orders");
  }

  @Test
  void aNameIsFreeAgainOnceItsStreamIsDeleted() {
    region.lifecycleDelay(DELAY);
    String ocid = region.createStream(settings("orders"));
    delete(ocid);

    assertServiceError(() -> create(stream("orders")), 409, "Conflict", "");
    region.advanceClock(DELAY);
    create(stream("orders"));
  }

  @Test
  void aStreamInAPoolBelongsToThePoolsCompartment() {
    String pool = createPool("mine");

    Stream stream = create(streamInPool("orders", pool)).getStream();

    assertThat(stream.getStreamPoolId()).isEqualTo(pool);
    assertThat(stream.getCompartmentId()).isEqualTo(COMPARTMENT);
  }

  @Test
  void refusesWhatTheServiceRefuses() {
    CreateStreamDetails.Builder nameless =
        CreateStreamDetails.builder().partitions(1).compartmentId(COMPARTMENT);
    CreateStreamDetails.Builder homeless = CreateStreamDetails.builder().name("a").partitions(1);

    assertServiceError(() -> create(nameless), 400, "MissingParameter", "name");
    assertServiceError(() -> create(homeless), 400, "InvalidParameter", "streamPoolId");
    assertServiceError(
        () -> create(stream("a").streamPoolId("ocid1.x")), 400, "InvalidParameter", "Exactly one");
    assertServiceError(
        () -> create(stream("a").partitions(null)), 400, "MissingParameter", "partitions");
    assertServiceError(() -> create(stream("a").partitions(0)), 400, "InvalidParameter", "");
    assertServiceError(
        () -> create(stream("a").retentionInHours(23)), 400, "InvalidParameter", "24 and 168");
    assertServiceError(
        () -> create(streamInPool("a", "ocid1.nowhere")), 404, "NotAuthorizedOrNotFound", "");
  }

  @Test
  void limitsThePartitionsOfTheTenancy() {
    create(stream("many").partitions(99));
    create(stream("last").partitions(1));

    assertServiceError(() -> create(stream("more")), 400, "LimitExceeded", "100");
    assertServiceError(
        () -> create(stream("most").partitions(Integer.MAX_VALUE)), 400, "LimitExceeded", "100");
  }

  @Test
  void listsTheStreamsOfACompartmentOrAPool() {
    String pool = createPool("mine");
    create(stream("a"));
    create(streamInPool("b", pool));
    create(stream("c").compartmentId(OTHER_COMPARTMENT));

    assertThat(names(list().compartmentId(COMPARTMENT))).containsExactly("a", "b");
    assertThat(names(list().streamPoolId(pool))).containsExactly("b");
    assertServiceError(() -> names(list()), 400, "InvalidParameter", "Exactly one");
    assertServiceError(
        () -> names(list().compartmentId(COMPARTMENT).streamPoolId(pool)),
        400,
        "InvalidParameter",
        "Exactly one");
  }

  @Test
  void filtersByNameAndStateAndId() {
    create(stream("a"));
    String deleted = create(stream("b")).getStream().getId();
    delete(deleted);
    String again = create(stream("b")).getStream().getId();

    assertThat(ids(list().compartmentId(COMPARTMENT).name("b")))
        .containsExactlyInAnyOrder(deleted, again);
    assertThat(
            ids(
                list()
                    .compartmentId(COMPARTMENT)
                    .name("b")
                    .lifecycleState(Stream.LifecycleState.Active)))
        .containsExactly(again);
    assertThat(ids(list().compartmentId(COMPARTMENT).id(deleted))).containsExactly(deleted);
  }

  @Test
  void pagesThroughManyStreams() {
    IntStream.range(0, 25).forEach(number -> create(stream("stream-" + number)));

    List<Integer> pageSizes = new ArrayList<>();
    List<String> all = new ArrayList<>();
    @Nullable String page = null;
    do {
      ListStreamsResponse response =
          admin.listStreams(list().compartmentId(COMPARTMENT).page(page).build());
      pageSizes.add(response.getItems().size());
      response.getItems().forEach(stream -> all.add(stream.getId()));
      page = response.getOpcNextPage();
    } while (page != null);

    assertThat(pageSizes).containsExactly(10, 10, 5);
    assertThat(all).hasSize(25).doesNotHaveDuplicates();
    assertThat(names(list().compartmentId(COMPARTMENT).limit(50))).hasSize(25);
    assertServiceError(
        () -> names(list().compartmentId(COMPARTMENT).limit(51)),
        400,
        "InvalidParameter",
        "between 1 and 50");
    assertServiceError(
        () -> names(list().compartmentId(COMPARTMENT).page("!")), 400, "InvalidParameter", "page");
  }

  @Test
  void sortsByNameOrTime() {
    create(stream("b"));
    region.advanceClock(Duration.ofSeconds(1));
    create(stream("a"));
    ListStreamsRequest.Builder list = list().compartmentId(COMPARTMENT);

    assertThat(names(list.sortBy(ListStreamsRequest.SortBy.Name))).containsExactly("a", "b");
    assertThat(names(list.sortOrder(ListStreamsRequest.SortOrder.Desc))).containsExactly("b", "a");
    assertThat(names(list.sortBy(ListStreamsRequest.SortBy.Timecreated))).containsExactly("a", "b");
    assertThat(names(list.sortOrder(ListStreamsRequest.SortOrder.Asc))).containsExactly("b", "a");
  }

  @Test
  void showsTagsWhoeverSetThem() {
    String ocid =
        region.createStream(
            StreamSettings.builder("orders").freeformTag("a", "b").freeformTag("c", "d").build());
    assertThat(get(ocid).getFreeformTags()).isEqualTo(Map.of("a", "b", "c", "d"));

    update(ocid, UpdateStreamDetails.builder().freeformTags(Map.of("a", "e")));

    assertThat(region.streams())
        .singleElement()
        .satisfies(stream -> assertThat(stream.freeformTags()).isEqualTo(Map.of("a", "e")));
  }

  @Test
  void updatesTagsAndPool() {
    region.lifecycleDelay(DELAY);
    String ocid = region.createStream(settings("orders"));
    String pool = createPool("mine");
    region.advanceClock(DELAY);

    UpdateStreamResponse response =
        update(
            ocid, UpdateStreamDetails.builder().streamPoolId(pool).freeformTags(Map.of("a", "b")));

    assertThat(response.getStream().getLifecycleState()).isEqualTo(Stream.LifecycleState.Updating);
    assertServiceError(
        () -> update(ocid, UpdateStreamDetails.builder()), 409, "IncorrectState", "UPDATING");
    region.advanceClock(DELAY);
    assertThat(get(ocid).getLifecycleState()).isEqualTo(Stream.LifecycleState.Active);
    assertThat(get(ocid).getStreamPoolId()).isEqualTo(pool);
    assertThat(get(ocid).getFreeformTags()).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void servesMessagesWhileItIsUpdating() {
    region.lifecycleDelay(DELAY);
    String ocid = region.createStream(settings("orders"));
    update(ocid, UpdateStreamDetails.builder());

    try (StreamClient client = PlainSdk.streamClient(region.endpoint())) {
      client.putMessages(EmulatedRegion.putRequest(ocid, "a"));
    }

    assertThat(region.messages(ocid)).hasSize(1);
  }

  @Test
  void refusesAChangeOfAnOldVersion() {
    CreateStreamResponse created = create(stream("orders"));
    String ocid = created.getStream().getId();
    String current = update(ocid, UpdateStreamDetails.builder(), created.getEtag()).getEtag();

    assertThat(current).isNotEqualTo(created.getEtag());
    assertServiceError(
        () -> update(ocid, UpdateStreamDetails.builder(), created.getEtag()),
        412,
        "NoEtagMatch",
        "");
    assertServiceError(() -> delete(ocid, created.getEtag()), 412, "NoEtagMatch", "");
    delete(ocid, current);
  }

  @Test
  void deletesAStreamWithItsMessages() {
    region.lifecycleDelay(DELAY);
    String ocid = region.createStream(settings("orders"));

    delete(ocid);

    assertThat(get(ocid).getLifecycleState()).isEqualTo(Stream.LifecycleState.Deleting);
    assertDataPlaneAnswers(ocid, 404, "NotAuthorizedOrNotFound");
    assertServiceError(() -> delete(ocid), 409, "IncorrectState", "DELETING");
    region.advanceClock(DELAY);
    assertThat(get(ocid).getLifecycleState()).isEqualTo(Stream.LifecycleState.Deleted);
  }

  @Test
  void forgetsADeletedStreamAfter90Days() {
    String ocid = create(stream("orders")).getStream().getId();
    delete(ocid);

    region.advanceClock(Duration.ofDays(90).minusMillis(1));
    assertThat(get(ocid).getLifecycleState()).isEqualTo(Stream.LifecycleState.Deleted);
    region.advanceClock(Duration.ofMillis(1));

    assertServiceError(() -> get(ocid), 404, "NotAuthorizedOrNotFound", "");
    assertThat(names(list().compartmentId(COMPARTMENT))).isEmpty();
  }

  @Test
  void faultsHitTheAdminPlaneOnly() {
    String ocid = create(stream("orders")).getStream().getId();
    region.inject(Fault.status(401).on(FaultScope.ADMIN).times(1));
    region.inject(Fault.status(403).on(FaultScope.ADMIN).times(1));
    region.inject(Fault.status(404).on(FaultScope.ADMIN).times(1));

    assertServiceError(() -> get(ocid), 401, "NotAuthenticated", "");
    assertServiceError(() -> get(ocid), 403, "NotAuthorized", "");
    assertServiceError(() -> get(ocid), 404, "NotAuthorizedOrNotFound", "");
    assertThat(get(ocid).getName()).isEqualTo("orders");
  }

  @Test
  void aCreationWhoseAnswerIsLostHasHappened() {
    region.inject(Fault.resetAfterProcessing().times(1));

    assertThat(catchThrowable(() -> create(stream("orders")))).isNotNull();

    assertThat(names(list().compartmentId(COMPARTMENT))).containsExactly("orders");
  }

  @Test
  void testsCreateStreamsOfAnyKind() {
    String pool = createPool("mine");
    String ocid =
        region.createStream(
            StreamSettings.builder("orders")
                .partitions(2)
                .retentionInHours(168)
                .streamPoolId(pool)
                .build());

    assertThat(get(ocid).getPartitions()).isEqualTo(2);
    assertThat(get(ocid).getRetentionInHours()).isEqualTo(168);
    assertThat(get(ocid).getStreamPoolId()).isEqualTo(pool);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> region.createStream(StreamSettings.builder("orders").streamPoolId(pool).build()));
  }

  private CreateStreamResponse create(CreateStreamDetails.Builder details) {
    return admin.createStream(
        CreateStreamRequest.builder().createStreamDetails(details.build()).build());
  }

  private Stream get(String ocid) {
    return admin.getStream(GetStreamRequest.builder().streamId(ocid).build()).getStream();
  }

  private UpdateStreamResponse update(String ocid, UpdateStreamDetails.Builder details) {
    return admin.updateStream(
        UpdateStreamRequest.builder().streamId(ocid).updateStreamDetails(details.build()).build());
  }

  private UpdateStreamResponse update(
      String ocid, UpdateStreamDetails.Builder details, String ifMatch) {
    return admin.updateStream(
        UpdateStreamRequest.builder()
            .streamId(ocid)
            .updateStreamDetails(details.build())
            .ifMatch(ifMatch)
            .build());
  }

  private void delete(String ocid) {
    admin.deleteStream(DeleteStreamRequest.builder().streamId(ocid).build());
  }

  private void delete(String ocid, String ifMatch) {
    admin.deleteStream(DeleteStreamRequest.builder().streamId(ocid).ifMatch(ifMatch).build());
  }

  private String createPool(String name) {
    CreateStreamPoolDetails details =
        CreateStreamPoolDetails.builder().name(name).compartmentId(COMPARTMENT).build();
    return admin
        .createStreamPool(
            CreateStreamPoolRequest.builder().createStreamPoolDetails(details).build())
        .getStreamPool()
        .getId();
  }

  private List<String> names(ListStreamsRequest.Builder list) {
    return admin.listStreams(list.build()).getItems().stream().map(StreamSummary::getName).toList();
  }

  private List<String> ids(ListStreamsRequest.Builder list) {
    return admin.listStreams(list.build()).getItems().stream().map(StreamSummary::getId).toList();
  }

  private void assertDataPlaneAnswers(String ocid, int status, String code) {
    try (StreamClient client = PlainSdk.streamClient(region.endpoint())) {
      assertServiceError(
          () -> client.putMessages(EmulatedRegion.putRequest(ocid, "a")), status, code, "");
    }
  }

  private static ListStreamsRequest.Builder list() {
    return ListStreamsRequest.builder();
  }

  private static CreateStreamDetails.Builder stream(String name) {
    return CreateStreamDetails.builder().name(name).partitions(1).compartmentId(COMPARTMENT);
  }

  private static CreateStreamDetails.Builder streamInPool(String name, String pool) {
    return CreateStreamDetails.builder().name(name).partitions(1).streamPoolId(pool);
  }

  private static StreamSettings settings(String name) {
    return StreamSettings.builder(name).compartmentId(COMPARTMENT).build();
  }
}
