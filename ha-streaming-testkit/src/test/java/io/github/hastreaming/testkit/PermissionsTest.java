package io.github.hastreaming.testkit;

import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.Latest;
import static com.oracle.bmc.streaming.model.CreateCursorDetails.Type.TrimHorizon;
import static io.github.hastreaming.testkit.ServiceErrors.assertServiceError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.oracle.bmc.streaming.StreamAdminClient;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.model.UpdateGroupDetails;
import com.oracle.bmc.streaming.requests.ConsumerCommitRequest;
import com.oracle.bmc.streaming.requests.ConsumerHeartbeatRequest;
import com.oracle.bmc.streaming.requests.CreateGroupCursorRequest;
import com.oracle.bmc.streaming.requests.GetGroupRequest;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.requests.GetStreamRequest;
import com.oracle.bmc.streaming.requests.ListStreamsRequest;
import com.oracle.bmc.streaming.requests.UpdateGroupRequest;
import io.github.hastreaming.testkit.internal.http.Operation;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {
  private static final TestIdentity PRODUCER = TestCredentials.identity("producer");
  private static final TestIdentity CONSUMER = TestCredentials.identity("consumer");

  @RegisterExtension private final EmulatedRegion region = new EmulatedRegion(1);

  @Test
  void knowsEveryOperationOfTheService() {
    assertThat(StreamingOperation.values())
        .extracting(StreamingOperation::operationName)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Operation.values())
                .filter(operation -> operation != Operation.UNKNOWN)
                .map(Operation::operationName)
                .toList());
  }

  @Test
  void whoMayOnlyPushIsRefusedEverythingElse() {
    String cursor = region.cursor(TrimHorizon);
    region.emulator().permit(Permissions.pushOnly());

    region.put("a");

    pulls(region.client(), cursor).forEach(PermissionsTest::assertDenied);
    assertAdminDenied();
    assertThat(region.emulator().messages()).hasSize(1);
  }

  @Test
  void whoMayOnlyPullIsRefusedPutsAndAdmin() {
    region.put("a");
    region.emulator().permit(Permissions.pullOnly());

    assertDenied(() -> region.put("b"));

    assertThat(region.read(region.cursor(TrimHorizon))).containsExactly("a");
    String cursor = groupCursor(region.client());
    pulls(region.client(), cursor).forEach(PermissionsTest::assertSucceeds);
    assertAdminDenied();
    assertThat(region.emulator().messages()).hasSize(1);
  }

  @Test
  void twoCallersWithDifferentRightsUseOneRegion() {
    region.emulator().permit(PRODUCER, Permissions.pushOnly());
    region.emulator().permit(CONSUMER, Permissions.pullOnly());
    try (StreamClient producer = PlainSdk.streamClient(region.emulator().endpoint(), PRODUCER);
        StreamClient consumer = PlainSdk.streamClient(region.emulator().endpoint(), CONSUMER)) {
      producer.putMessages(EmulatedRegion.putRequest(region.streamOcid(), "a"));
      assertDenied(() -> producer.createCursor(region.cursorRequest(Latest)));

      String cursor =
          consumer.createCursor(region.cursorRequest(TrimHorizon)).getCursor().getValue();
      GetMessagesRequest read =
          GetMessagesRequest.builder().streamId(region.streamOcid()).cursor(cursor).build();
      assertThat(EmulatedRegion.values(consumer.getMessages(read))).containsExactly("a");
      assertDenied(() -> consumer.putMessages(EmulatedRegion.putRequest(region.streamOcid(), "b")));
    }

    region.put("others may do everything");
    assertThat(region.read(region.cursor(TrimHorizon))).hasSize(2);
  }

  @Test
  void aCallersOwnPermissionsReplaceThoseOfAll() {
    region.emulator().permit(Permissions.none());
    region.emulator().permit(TestCredentials.identity(), Permissions.pushOnly());

    region.put("a");
    region.emulator().permit(TestCredentials.identity(), Permissions.none());

    assertDenied(() -> region.put("b"));
  }

  @Test
  void permissionsComeAndGoOperationByOperation() {
    region
        .emulator()
        .permit(
            Permissions.all()
                .without(StreamingOperation.GET_MESSAGES, StreamingOperation.CREATE_CURSOR)
                .with(StreamingOperation.CREATE_CURSOR));

    String cursor = region.cursor(TrimHorizon);
    assertDenied(() -> region.get(cursor));

    region.emulator().permit(Permissions.all());
    assertThat(region.read(cursor)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"401, NotAuthenticated", "403, NotAuthorized", "404, NotAuthorizedOrNotFound"})
  void refusesAsItIsTold(int status, String code) {
    region.emulator().permit(Permissions.none().refusedWith(status));

    assertServiceError(() -> region.put("a"), status, code, "");
    assertThat(region.emulator().messages()).isEmpty();
  }

  @Test
  void healingGrantsNothing() {
    region.emulator().permit(Permissions.none());

    region.emulator().heal();

    assertDenied(() -> region.put("a"));
  }

  @Test
  void anOutageHitsBeforeTheRightsAreLookedAt() {
    region.emulator().permit(Permissions.none());
    region.emulator().inject(Fault.status(503));

    assertServiceError(() -> region.put("a"), 503, "ServiceUnavailable", "");
  }

  @Test
  void identitiesDifferByTheirUser() {
    assertThat(PRODUCER)
        .isEqualTo(TestCredentials.identity("producer"))
        .hasSameHashCodeAs(TestCredentials.identity("producer"))
        .isNotEqualTo(CONSUMER)
        .isNotEqualTo(TestCredentials.identity());
    assertThat(PRODUCER.keyId())
        .isEqualTo(
            TestCredentials.tenancyId()
                + "/"
                + PRODUCER.userId()
                + "/"
                + TestCredentials.fingerprint());
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Permissions.all().refusedWith(500))
        .withMessageContaining("401, 403 or 404")
        .withMessageContaining("500");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestCredentials.identity("The Producer"))
        .withMessageContaining("The Producer");
  }

  /** Every call of the data plane but puts. */
  private List<ThrowingCallable> pulls(StreamClient client, String cursor) {
    String stream = region.streamOcid();
    return List.of(
        () -> client.createCursor(region.cursorRequest(Latest)),
        () -> groupCursor(client),
        () ->
            client.getMessages(
                GetMessagesRequest.builder().streamId(stream).cursor(cursor).build()),
        () ->
            client.consumerHeartbeat(
                ConsumerHeartbeatRequest.builder().streamId(stream).cursor(cursor).build()),
        () ->
            client.consumerCommit(
                ConsumerCommitRequest.builder().streamId(stream).cursor(cursor).build()),
        () ->
            client.getGroup(GetGroupRequest.builder().streamId(stream).groupName("group").build()),
        () ->
            client.updateGroup(
                UpdateGroupRequest.builder()
                    .streamId(stream)
                    .groupName("group")
                    .updateGroupDetails(
                        UpdateGroupDetails.builder()
                            .type(UpdateGroupDetails.Type.TrimHorizon)
                            .build())
                    .build()));
  }

  private String groupCursor(StreamClient client) {
    return client
        .createGroupCursor(
            CreateGroupCursorRequest.builder()
                .streamId(region.streamOcid())
                .createGroupCursorDetails(
                    CreateGroupCursorDetails.builder()
                        .groupName("group")
                        .instanceName("instance")
                        .type(CreateGroupCursorDetails.Type.TrimHorizon)
                        .build())
                .build())
        .getCursor()
        .getValue();
  }

  private void assertAdminDenied() {
    try (StreamAdminClient admin = PlainSdk.adminClient(region.emulator().endpoint())) {
      assertDenied(
          () -> admin.getStream(GetStreamRequest.builder().streamId(region.streamOcid()).build()));
      assertDenied(
          () -> admin.listStreams(ListStreamsRequest.builder().compartmentId("any").build()));
    }
  }

  private static void assertSucceeds(ThrowingCallable call) {
    assertThatCode(call).doesNotThrowAnyException();
  }

  private static void assertDenied(ThrowingCallable call) {
    assertServiceError(
        call,
        404,
        "NotAuthorizedOrNotFound",
        "Authorization failed or requested resource not found.");
  }
}
