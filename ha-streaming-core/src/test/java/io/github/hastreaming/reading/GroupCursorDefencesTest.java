package io.github.hastreaming.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.model.CreateGroupCursorDetails;
import com.oracle.bmc.streaming.model.UpdateGroupDetails;
import com.oracle.bmc.streaming.requests.UpdateGroupRequest;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.VirtualTime;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.event.CommitDeferred;
import io.github.hastreaming.event.GroupUpdateMissed;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.support.SharedTimeSource;
import io.github.hastreaming.support.VirtualTimeSource;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.RecordedRequest;
import io.github.hastreaming.testkit.StreamingOperation;
import io.github.hastreaming.testkit.TwoRegions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must not go wrong with groups when a region answers what it should not. */
class GroupCursorDefencesTest {

  private final VirtualTimeSource time = new VirtualTimeSource();

  @RegisterExtension
  final TwoRegions regions = TwoRegions.create().clock(SharedTimeSource.clockOf(time));

  private final RecordingListener events = new RecordingListener();

  private HaStreamClient client(SecondaryResolver resolver) {
    HaStreamClient client =
        VirtualTime.on(
                Pair.builder(regions).secondaryResolver(resolver).listener(events),
                () -> new SharedTimeSource(time))
            .build(Pair.credentials());
    time.runPending();
    return client;
  }

  private HaStreamClient client() {
    return client(SecondaryResolver.fixed(Pair.secondary(regions)));
  }

  private Consumer joinAtLatest(HaStreamClient client) {
    return Consumer.inGroup(
        client,
        regions.primaryStreamOcid(),
        CreateGroupCursorDetails.builder()
            .groupName("g")
            .instanceName("m")
            .type(CreateGroupCursorDetails.Type.Latest)
            .build());
  }

  @Test
  void aGroupWhoseLookupIsThrottledStartsWhereItWasAskedTo() {
    Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "before-in-the-primary");
    Pair.putDirectly(regions.secondary(), regions.secondaryStreamOcid(), "before-in-the-secondary");
    Fault throttledOnce = Fault.throttled().on(StreamingOperation.GET_GROUP).times(1);
    regions.primary().inject(throttledOnce);
    regions.secondary().inject(throttledOnce);
    try (HaStreamClient client = client()) {
      Consumer member = joinAtLatest(client);
      Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "after");

      member.readUntilEmpty();
      assertThat(member.values()).containsExactly("after");
    }
  }

  @Test
  void aGroupWhoseLookupStaysThrottledCountsAsThere() {
    Pair.putDirectly(regions.secondary(), regions.secondaryStreamOcid(), "before");
    regions.primary().inject(Fault.throttled().on(StreamingOperation.GET_GROUP).times(4));
    try (HaStreamClient client = client()) {
      Consumer member = joinAtLatest(client);

      member.readUntilEmpty();
      assertThat(member.values()).containsExactly("before");
    }
  }

  @Test
  void aJoinWithoutACursorInItsAnswerIsAFailureOfTheRegion() {
    regions
        .primary()
        .wireMock()
        .stubFor(
            WireMock.post(WireMock.urlPathMatching(".*/groupCursors"))
                .atPriority(1)
                .willReturn(WireMock.ok()));
    try (HaStreamClient client = client()) {
      Pair.putDirectly(regions.secondary(), regions.secondaryStreamOcid(), "a");
      Consumer member = joinAtTheOldest(client);

      member.readUntilEmpty();
      assertThat(member.values()).containsExactly("a");
    }
  }

  private Consumer joinAtTheOldest(HaStreamClient client) {
    return Consumer.inGroup(client, regions.primaryStreamOcid(), "g", "m", false);
  }

  @Test
  void theLastRegionTakesCommitsThoughItsBreakerIsOpen() {
    try (HaStreamClient client = client(context -> List.of())) {
      Consumer member = joinAtTheOldest(client);
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "a"));
      member.readUntilDelivered(1);
      openTheReadBreaker(member);

      member.heartbeat();
      assertThat(asked("/heartbeat")).isEqualTo(1);
      openTheReadBreaker(member);
      member.commit();
      time.runPending();

      assertThat(asked("/commit")).isEqualTo(1);
      assertThat(events.of(CommitDeferred.class)).isEmpty();
    }
  }

  private void openTheReadBreaker(Consumer member) {
    regions.primary().inject(Fault.status(503).on(FaultScope.READS));
    for (int call = 0; call < 20; call++) {
      assertThatThrownBy(member::read).isInstanceOf(AllRegionsUnavailableException.class);
    }
    regions.primary().heal();
    regions.primary().clearRequests();
  }

  private long asked(String path) {
    return regions.primary().requests().stream()
        .map(RecordedRequest::path)
        .filter(asked -> asked.endsWith(path))
        .count();
  }

  @Test
  void movingAGroupDoesNotWaitForARegionThatIsDown() {
    try (HaStreamClient client = client()) {
      Consumer member = joinAtTheOldest(client);
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "a"));
      member.readUntilDelivered(1);
      regions.primary().inject(Fault.status(503).on(FaultScope.READS));
      for (int call = 0; call < 20; call++) {
        member.read();
      }
      regions.primary().clearRequests();

      client.updateGroup(
          UpdateGroupRequest.builder()
              .streamId(regions.primaryStreamOcid())
              .groupName("g")
              .updateGroupDetails(
                  UpdateGroupDetails.builder().type(UpdateGroupDetails.Type.TrimHorizon).build())
              .build());
      time.runPending();

      assertThat(regions.primary().requests()).isEmpty();
      assertThat(events.of(GroupUpdateMissed.class))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.target()).isEqualTo(Pair.primary(regions));
                assertThat(event.reason()).contains("breaker is open");
              });
    }
  }

  @Test
  void aClassifierThatThrowsLeavesTheServicesErrorAsItIs() {
    HaStreamClientBuilder builder =
        VirtualTime.on(Pair.builder(regions), () -> new SharedTimeSource(time))
            .failureClassifier(
                (operation, failure) -> {
                  throw new IllegalStateException("bug in the classifier");
                });
    try (HaStreamClient client = builder.build(Pair.credentials())) {
      time.runPending();
      Consumer member = joinAtTheOldest(client);
      Pair.putDirectly(regions.primary(), regions.primaryStreamOcid(), "a");
      member.readUntilDelivered(1);
      regions.primary().inject(Fault.status(503).on(FaultScope.READS));

      assertThatThrownBy(member::commit).satisfies(this::isUnavailable);
      assertThatThrownBy(member::heartbeat).satisfies(this::isUnavailable);
    }
  }

  private void isUnavailable(Throwable failure) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            BmcException.class, e -> assertThat(e.getStatusCode()).isEqualTo(503));
  }
}
