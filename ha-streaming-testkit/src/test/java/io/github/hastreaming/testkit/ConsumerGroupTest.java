package io.github.hastreaming.testkit;

import static io.github.hastreaming.testkit.ServiceErrors.assertServiceError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.model.Group;
import com.oracle.bmc.streaming.model.PartitionReservation;
import com.oracle.bmc.streaming.model.UpdateGroupDetails;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.requests.UpdateGroupRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsumerGroupTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final CreateGroupCursorDetails.Type TRIM_HORIZON =
      CreateGroupCursorDetails.Type.TrimHorizon;

  @RegisterExtension private final EmulatedRegion region = new EmulatedRegion(4);

  @Test
  void aSingleInstanceReadsAllPartitions() {
    List<String> sent = putToAllPartitions("first");
    TestConsumer consumer = join("a");

    assertThat(consumer.poll()).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(consumer.poll()).isEmpty();
    List<String> more = putToAllPartitions("second");
    assertThat(consumer.poll()).containsExactlyInAnyOrderElementsOf(more);
  }

  @Test
  void latestStartsAtTheMomentTheGroupWasCreated() {
    putToAllPartitions("before");
    TestConsumer consumer = join(group("a").type(CreateGroupCursorDetails.Type.Latest));
    List<String> after = putToAllPartitions("after");

    assertThat(consumer.poll()).containsExactlyInAnyOrderElementsOf(after);
  }

  @Test
  void atTimeStartsThere() {
    putToAllPartitions("before");
    region.emulator().advanceClock(Duration.ofSeconds(10));
    Instant time = region.emulator().now();
    List<String> after = putToAllPartitions("after");
    TestConsumer consumer =
        join(group("a").type(CreateGroupCursorDetails.Type.AtTime).time(Date.from(time)));

    assertThat(consumer.poll()).containsExactlyInAnyOrderElementsOf(after);
  }

  @Test
  void theTypeOfAnExistingGroupStays() {
    List<String> sent = putToAllPartitions("sent");
    join("a");

    TestConsumer second = join(group("b").type(CreateGroupCursorDetails.Type.Latest));

    assertThat(second.poll()).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void instancesShareThePartitionsEvenly() {
    TestConsumer first = join("a");
    TestConsumer second = join("b");
    first.poll();
    second.poll();

    List<String> sent = putToAllPartitions("sent");
    List<String> ofFirst = first.poll();
    List<String> ofSecond = second.poll();

    assertThat(partitionsOf("a")).hasSize(2);
    assertThat(partitionsOf("b")).hasSize(2);
    assertThat(Stream.concat(ofFirst.stream(), ofSecond.stream()))
        .containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void aJoiningInstanceTakesNoMoreThanItsShare() {
    join("a").poll();
    join("b").poll();
    TreeSet<String> ofFirst = new TreeSet<>(partitionsOf("a"));

    join("c").poll();

    assertThat(partitionsOf("a").size() + partitionsOf("b").size()).isEqualTo(3);
    assertThat(partitionsOf("c")).hasSize(1);
    assertThat(ofFirst).containsAll(partitionsOf("a"));
  }

  @Test
  void anExcessInstanceGetsNothing() {
    List<TestConsumer> five =
        IntStream.range(0, 5).mapToObj(number -> join("instance-" + number)).toList();
    five.forEach(TestConsumer::poll);
    putToAllPartitions("sent");

    assertThat(five.stream().map(TestConsumer::poll).filter(List::isEmpty)).hasSize(1);
  }

  @Test
  void thePartitionsOfATimedOutInstanceGoToTheOthers() {
    TestConsumer first = join("a");
    TestConsumer second = join("b");
    first.poll();
    second.poll();

    region.emulator().advanceClock(TIMEOUT.minusSeconds(1));
    first.poll();
    region.emulator().advanceClock(Duration.ofSeconds(1));
    first.poll();

    assertThat(partitionsOf("a")).hasSize(4);
    assertThat(partitionsOf("b")).isEmpty();
  }

  @Test
  void whatATimedOutInstanceHadNotCommittedIsReadAgain() {
    List<String> sent = putToAllPartitions("sent");
    TestConsumer first = join("a");
    TestConsumer second = join("b");
    List<String> read = first.poll();

    region.emulator().advanceClock(TIMEOUT);

    assertThat(read).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(second.poll()).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void anInstanceThatComesBackAfterItsTimeoutJoinsAgain() {
    TestConsumer first = join("a");
    TestConsumer second = join("b");
    first.poll();
    second.poll();
    region.emulator().advanceClock(TIMEOUT);
    second.poll();

    first.poll();

    assertThat(partitionsOf("a")).hasSize(2);
    assertThat(partitionsOf("b")).hasSize(2);
  }

  @Test
  void whatItHadReadBeforeItsTimeoutIsReadAgain() {
    List<String> sent = putToAllPartitions("sent");
    TestConsumer consumer = join("a");
    consumer.poll();

    region.emulator().advanceClock(TIMEOUT);

    assertThat(consumer.poll()).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void heartbeatsAndCommitsKeepAnInstanceIn() {
    TestConsumer first = join("a");
    TestConsumer second = join("b");
    first.poll();
    second.poll();

    for (int round = 0; round < 4; round++) {
      region.emulator().advanceClock(TIMEOUT.dividedBy(2));
      first.heartbeat();
      second.commit();
    }

    assertThat(partitionsOf("a")).hasSize(2);
    assertThat(partitionsOf("b")).hasSize(2);
  }

  @Test
  void theTimeoutCanBeSet() {
    join(group("a").timeoutInMs(1_000)).poll();

    region.emulator().advanceClock(Duration.ofSeconds(1));

    assertThat(partitionsOf("a")).isEmpty();
  }

  @Test
  void commitOnGetCommitsWhatTheReadBeforeReturned() {
    putToAllPartitions("sent");
    TestConsumer consumer = join("a");

    consumer.poll();
    assertThat(committedOffsets()).containsOnlyNulls();
    consumer.poll();
    assertThat(committedOffsets()).containsOnly(0L);
  }

  @Test
  void withoutCommitOnGetOnlyACommitCounts() {
    List<String> sent = putToAllPartitions("sent");
    TestConsumer consumer = join(group("a").commitOnGet(false));
    consumer.poll();
    assertThat(consumer.poll()).isEmpty();
    assertThat(join("a").poll()).containsExactlyInAnyOrderElementsOf(sent);

    consumer.commit();

    assertThat(committedOffsets()).containsOnly(0L);
    assertThat(join("a").poll()).isEmpty();
  }

  @Test
  void anOldCursorDoesNotMoveTheCommitBack() {
    TestConsumer consumer = join("a");
    putToAllPartitions("first");
    consumer.poll();
    TestConsumer behind = consumer.copy();
    putToAllPartitions("second");
    consumer.poll();
    consumer.commit();

    behind.commit();

    assertThat(committedOffsets()).containsOnly(1L);
  }

  @Test
  void committingAPartitionThatOthersHoldIsRefused() {
    putToAllPartitions("sent");
    TestConsumer first = join("a");
    first.poll();
    join("b").poll();

    assertServiceError(
        first::commit, 400, "InvalidParameter", "Trying to commit unreserved partition");
  }

  @Test
  void committingAfterTheTimeoutIsRefused() {
    putToAllPartitions("sent");
    TestConsumer consumer = join("a");
    consumer.poll();
    region.emulator().advanceClock(TIMEOUT);

    assertServiceError(
        consumer::commit, 400, "InvalidParameter", "Trying to commit unreserved partition");
  }

  @Test
  void aSmallLimitStarvesNoPartition() {
    IntStream.range(0, 3).forEach(round -> putToAllPartitions("round-" + round));
    TestConsumer consumer = join("a");

    List<String> read = new ArrayList<>();
    for (int poll = 0; poll < 12; poll++) {
      read.addAll(consumer.poll(1));
    }

    assertThat(read).hasSize(12).doesNotHaveDuplicates();
    assertThat(read.subList(0, 4)).allMatch(value -> value.startsWith("round-0"));
  }

  @Test
  void anInstanceWithoutANameGetsOne() {
    join(CreateGroupCursorDetails.builder().groupName("group").type(TRIM_HORIZON)).poll();

    assertThat(group().getReservations())
        .extracting(PartitionReservation::getReservedInstance)
        .doesNotContainNull()
        .hasSize(4);
  }

  @Test
  void describesItself() {
    putToAllPartitions("sent");
    join("a").poll();

    Group group = group();

    assertThat(group.getStreamId()).isEqualTo(region.streamOcid());
    assertThat(group.getGroupName()).isEqualTo("group");
    assertThat(group.getReservations())
        .extracting(PartitionReservation::getPartition)
        .containsExactly("0", "1", "2", "3");
    assertThat(group.getReservations())
        .allSatisfy(
            reservation -> {
              assertThat(reservation.getReservedInstance()).isEqualTo("a");
              assertThat(reservation.getTimeReservedUntil())
                  .isAfter(Date.from(region.emulator().now().plusSeconds(20)));
            });
  }

  @Test
  void canBeMovedAsAWhole() {
    List<String> sent = putToAllPartitions("sent");
    TestConsumer consumer = join("a");
    consumer.poll();
    consumer.poll();

    update(UpdateGroupDetails.builder().type(UpdateGroupDetails.Type.TrimHorizon));

    assertThat(committedOffsets()).containsOnlyNulls();
    assertThat(consumer.poll()).containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void mustBeMovedOnceRetentionHasOvertakenIt() {
    putToAllPartitions("read");
    TestConsumer consumer = join("a");
    consumer.poll();
    consumer.poll();
    putToAllPartitions("lost");
    region.emulator().advanceClock(Duration.ofHours(24).minusMinutes(1));
    TestConsumer late = join("a");
    region.emulator().advanceClock(Duration.ofMinutes(2));

    assertServiceError(
        late::poll,
        400,
        "InvalidParameter",
        "The cursor is outside the retention period and is now invalid");

    update(UpdateGroupDetails.builder().type(UpdateGroupDetails.Type.TrimHorizon));
    assertThat(late.poll()).isEmpty();
  }

  @Test
  void isForgottenAfterTheRetentionPeriod() {
    TestConsumer consumer = join("a");
    consumer.poll();

    region.emulator().advanceClock(Duration.ofHours(24));

    assertServiceError(this::group, 404, "NotAuthorizedOrNotFound", "");
  }

  @Test
  void anUnknownGroupIsNotFound() {
    assertServiceError(this::group, 404, "NotAuthorizedOrNotFound", "");
    assertServiceError(
        () -> update(UpdateGroupDetails.builder().type(UpdateGroupDetails.Type.Latest)),
        404,
        "NotAuthorizedOrNotFound",
        "");
  }

  @Test
  void aStreamHasNoMoreThanFiftyGroups() {
    IntStream.range(0, 50).forEach(number -> join(group("a").groupName("group-" + number)));
    join(group("b").groupName("group-7"));

    assertServiceError(() -> join("a"), 400, "LimitExceeded", "50");
  }

  @Test
  void itsCursorsExpire() {
    TestConsumer consumer = join("a");
    region.emulator().advanceClock(Duration.ofMinutes(5));

    assertServiceError(
        consumer::poll, 400, "InvalidParameter", "The cursor is expired. Create a new one.");
    assertServiceError(consumer::commit, 400, "InvalidParameter", "The cursor is expired.");
    assertServiceError(consumer::heartbeat, 400, "InvalidParameter", "The cursor is expired.");
  }

  @Test
  void refusesWhatTheServiceRefuses() {
    assertServiceError(
        () -> join(CreateGroupCursorDetails.builder().type(TRIM_HORIZON)),
        400,
        "MissingParameter",
        "groupName is required");
    assertServiceError(
        () -> join(group("a").type(CreateGroupCursorDetails.Type.AtTime)),
        400,
        "MissingParameter",
        "time is required");
    assertServiceError(
        () -> join(group("a").timeoutInMs(0)), 400, "InvalidParameter", "timeoutInMs");
  }

  @Test
  void instancesInParallelReadEverythingBetweenThem() throws Exception {
    List<String> sent =
        IntStream.range(0, 50)
            .boxed()
            .flatMap(round -> putToAllPartitions("round-" + round).stream())
            .toList();
    Set<String> read = ConcurrentHashMap.newKeySet();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<?>> instances =
        Stream.of("a", "b", "c")
            .<Future<?>>map(name -> threads.submit(() -> readUntil(join(name), read, sent.size())))
            .toList();
    for (Future<?> instance : instances) {
      instance.get(30, TimeUnit.SECONDS);
    }
    threads.shutdown();

    assertThat(read).containsExactlyInAnyOrderElementsOf(sent);
  }

  private static void readUntil(TestConsumer consumer, Set<String> read, int count) {
    while (read.size() < count) {
      read.addAll(consumer.poll(10));
    }
  }

  @Test
  void itsCursorIsShapedLikeTheServicesOwn() throws IOException {
    putToAllPartitions("sent");
    TestConsumer consumer = join(group("a").timeoutInMs(1_000));
    JsonNode start = decode(consumer.cursor());
    consumer.poll();
    JsonNode next = decode(consumer.cursor());

    assertThat(start.fieldNames())
        .toIterable()
        .containsExactly(
            "cursorType",
            "streamId",
            "expiration",
            "groupName",
            "instanceName",
            "offsets",
            "commitOnGet",
            "generation",
            "timeoutInMs");
    assertThat(start.get("cursorType").asText()).isEqualTo("group");
    assertThat(start.get("offsets").isEmpty()).isTrue();
    assertThat(start.get("generation").asLong()).isZero();
    assertThat(next.get("offsets").get("0").asLong()).isZero();
    assertThat(next.get("generation").asLong()).isPositive();
  }

  private TestConsumer join(String instance) {
    return join(group(instance));
  }

  private TestConsumer join(CreateGroupCursorDetails.Builder details) {
    return TestConsumer.join(region, details);
  }

  private static CreateGroupCursorDetails.Builder group(String instance) {
    return CreateGroupCursorDetails.builder()
        .groupName("group")
        .instanceName(instance)
        .type(TRIM_HORIZON);
  }

  private void update(UpdateGroupDetails.Builder details) {
    region
        .client()
        .updateGroup(
            UpdateGroupRequest.builder()
                .streamId(region.streamOcid())
                .groupName("group")
                .updateGroupDetails(details.build())
                .build());
  }

  private Group group() {
    return region
        .client()
        .getGroup(
            GetGroupRequest.builder().streamId(region.streamOcid()).groupName("group").build())
        .getGroup();
  }

  private List<Long> committedOffsets() {
    return group().getReservations().stream()
        .map(PartitionReservation::getCommittedOffset)
        .toList();
  }

  private List<String> partitionsOf(String instance) {
    return group().getReservations().stream()
        .filter(reservation -> instance.equals(reservation.getReservedInstance()))
        .map(PartitionReservation::getPartition)
        .toList();
  }

  /** One message to each partition. */
  private List<String> putToAllPartitions(String name) {
    return IntStream.range(0, 4).mapToObj(partition -> put(partition, name)).toList();
  }

  private String put(int partition, String name) {
    for (int attempt = 0; ; attempt++) {
      String key = "key-" + attempt;
      if (Math.floorMod(Arrays.hashCode(EmulatedRegion.bytes(key)), 4) == partition) {
        String value = name + "-" + partition;
        region.putWithKey(key, value);
        return value;
      }
    }
  }

  private static JsonNode decode(String cursor) throws IOException {
    return new ObjectMapper().readTree(Base64.getDecoder().decode(cursor));
  }
}
