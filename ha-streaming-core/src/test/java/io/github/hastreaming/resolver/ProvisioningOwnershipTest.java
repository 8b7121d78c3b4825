package io.github.hastreaming.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.Region;
import com.oracle.bmc.streaming.StreamAdmin;
import com.oracle.bmc.streaming.model.CreateStreamPoolDetails;
import com.oracle.bmc.streaming.requests.CreateStreamPoolRequest;
import io.github.hastreaming.resolver.ProvisioningException.Kind;
import io.github.hastreaming.support.CapturedLog;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.RecordedRequest;
import io.github.hastreaming.testkit.StreamSettings;
import io.github.hastreaming.testkit.TestCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a stream is that was found by its name, against an emulated region over HTTP. */
class ProvisioningOwnershipTest {

  private static final String TAG = "ha-streaming-primary";
  private static final String PRIMARY = "ocid1.stream.oc1.sa-saopaulo-1.amaaprimary1";
  private static final String OTHER_PRIMARY = "ocid1.stream.oc1.sa-saopaulo-1.amaaprimary2";
  private static final String NAME = "orders-secondary-primary1";

  private final OciStreamingEmulator region = OciStreamingEmulator.start("sa-vinhedo-1");
  private final ResolverContext context = contextOf(PRIMARY);

  @AfterEach
  void closeRegion() {
    region.close();
  }

  /** Primaries of one name, in two compartments of the primary region. */
  private static ResolverContext contextOf(String primaryOcid) {
    return ResolverContext.of(
            StreamTarget.of("sa-saopaulo-1", primaryOcid, "https://primary.example.org"),
            Pair.credentials(),
            ClientConfiguration.builder()
                .connectionTimeoutMillis(1_000)
                .readTimeoutMillis(1_000)
                .build(),
            EndpointPolicy.allowing(Set.of()))
        .withPrimaryDescription(Optional.of(new StreamDescription("orders", 3, 48)));
  }

  private ProvisioningBuilder provisioning() {
    return SecondaryResolver.provisioning()
        .region(Region.SA_VINHEDO_1)
        .compartmentId(TestCredentials.tenancyId())
        .adminEndpoint(region.endpoint())
        .pauses(new RegionPauses(() -> region));
  }

  private SecondaryResolver byDefaultName() {
    return provisioning().build();
  }

  private SecondaryResolver byNameInCode() {
    return provisioning().name(NAME).build();
  }

  private String untagged() {
    return region.createStream(NAME, 3);
  }

  private String taggedWith(String primaryOcid) {
    return region.createStream(
        StreamSettings.builder(NAME).partitions(3).freeformTag(TAG, primaryOcid).build());
  }

  private long creations() {
    return region.requests().stream()
        .map(RecordedRequest::operation)
        .filter("createStream"::equals)
        .count();
  }

  private static ProvisioningException failure(Callable<?> question) {
    return Objects.requireNonNull(
        catchThrowableOfType(ProvisioningException.class, question::call));
  }

  private void assertRefuses(
      SecondaryResolver resolver, ResolverContext asked, Kind kind, String stream) {
    for (ProvisioningException failure :
        List.of(failure(() -> resolver.find(asked)), failure(() -> resolver.provision(asked)))) {
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.streamOcid()).contains(stream);
      assertThat(failure).hasMessageContaining(NAME).hasMessageContaining(stream);
    }
    assertThat(region.streams()).hasSize(1);
  }

  private void assertTakes(SecondaryResolver resolver, ResolverContext asked, String stream) {
    assertThat(resolver.find(asked)).extracting(StreamTarget::streamOcid).containsExactly(stream);
    assertThat(resolver.provision(asked).orElseThrow().streamOcid()).isEqualTo(stream);
    assertThat(region.streams()).hasSize(1);
  }

  /** As a region where the tag, and nothing else, stands in the way of a creation. */
  private void refuseTags(int status, String code, String message) {
    MappingBuilder taggedCreation =
        WireMock.post(WireMock.urlPathEqualTo("/20180418/streams"))
            .withRequestBody(WireMock.containing(TAG))
            .willReturn(WireMock.jsonResponse(Map.of("code", code, "message", message), status));
    region.wireMock().stubFor(taggedCreation);
  }

  @Test
  void primariesOfOneNameGetASecondaryEach() {
    StreamTarget one = byDefaultName().provision(context).orElseThrow();
    ResolverContext other = contextOf(OTHER_PRIMARY);

    assertThat(byDefaultName().find(other)).isEmpty();
    StreamTarget two = byDefaultName().provision(other).orElseThrow();

    assertThat(two.streamOcid()).isNotEqualTo(one.streamOcid());
    assertThat(region.streams())
        .satisfiesExactly(
            stream -> {
              assertThat(stream.name()).isEqualTo("orders-secondary-primary1");
              assertThat(stream.freeformTags()).isEqualTo(Map.of(TAG, PRIMARY));
            },
            stream -> {
              assertThat(stream.name()).isEqualTo("orders-secondary-primary2");
              assertThat(stream.freeformTags()).isEqualTo(Map.of(TAG, OTHER_PRIMARY));
            });
    assertThat(byDefaultName().find(context)).containsExactly(one);
    assertThat(byDefaultName().find(other)).containsExactly(two);
  }

  @Test
  void aShortOcidIsUsedAsItIs() {
    byDefaultName().provision(contextOf("ocid1.stream.oc1..abc"));

    assertThat(region.streams().get(0).name()).isEqualTo("orders-secondary-abc");
  }

  @Test
  void takesTheStreamThatIsTaggedWithItsPrimary() {
    assertTakes(byDefaultName(), context, taggedWith(PRIMARY));
    assertThat(creations()).isZero();
  }

  @Test
  void refusesTheStreamOfAnotherPrimaryHoweverItIsNamed() {
    String stream = taggedWith(OTHER_PRIMARY);

    assertRefuses(byDefaultName(), context, Kind.OWNED_BY_ANOTHER_PRIMARY, stream);
    assertRefuses(byNameInCode(), context, Kind.OWNED_BY_ANOTHER_PRIMARY, stream);
    assertThatThrownBy(() -> byNameInCode().find(context))
        .hasMessageContaining(TAG + " is " + OTHER_PRIMARY)
        .hasMessageContaining("another name(...)")
        .hasMessageContaining("set the tag to " + PRIMARY);
    assertThat(creations()).isZero();
  }

  @Test
  void refusesTheStreamOfAnotherPrimaryEvenIfItIsKnown() {
    String stream = taggedWith(OTHER_PRIMARY);

    assertRefuses(
        byDefaultName(), context.withKnown(Set.of(stream)), Kind.OWNED_BY_ANOTHER_PRIMARY, stream);
  }

  @Test
  void refusesAnUntaggedStreamThatOnlyHasTheDefaultName() {
    String stream = untagged();

    assertRefuses(byDefaultName(), context, Kind.OWNER_UNKNOWN, stream);
    assertRefuses(
        provisioning().createIfMissing(false).build(), context, Kind.OWNER_UNKNOWN, stream);
    assertThatThrownBy(() -> byDefaultName().find(context))
        .hasMessageContaining(TAG)
        .hasMessageContaining(PRIMARY)
        .hasMessageContaining("name(\"" + NAME + "\")");
  }

  @Test
  void takesAnUntaggedStreamOfANameInCode() {
    assertTakes(byNameInCode(), context, untagged());
    assertThat(creations()).isZero();
  }

  @Test
  void takesAnUntaggedStreamThatTheStateKnows() {
    String stream = untagged();

    assertTakes(byDefaultName(), context.withKnown(Set.of(PRIMARY, stream)), stream);
    assertThat(creations()).isZero();
  }

  @Test
  void anEmptyTagIsNone() {
    String stream = taggedWith(" ");

    assertRefuses(byDefaultName(), context, Kind.OWNER_UNKNOWN, stream);
    assertTakes(byNameInCode(), context, stream);
  }

  @Test
  void aStrangerInAnotherPoolOfTheCompartmentDoesNotKeepItFromItsOwn() throws Exception {
    region.createStream(StreamSettings.builder(NAME).partitions(3).streamPoolId(newPool()).build());

    StreamTarget own = byDefaultName().provision(context).orElseThrow();

    assertThat(region.streams()).hasSize(2);
    assertThat(byDefaultName().find(context)).containsExactly(own);
  }

  private String newPool() throws Exception {
    CreateStreamPoolDetails details =
        CreateStreamPoolDetails.builder()
            .name("others")
            .compartmentId(TestCredentials.tenancyId())
            .build();
    StreamAdmin admin = AdminClients.secondary(Region.SA_VINHEDO_1, region.endpoint(), context);
    String ocid =
        admin
            .createStreamPool(
                CreateStreamPoolRequest.builder().createStreamPoolDetails(details).build())
            .getStreamPool()
            .getId();
    admin.close();
    return ocid;
  }

  @ParameterizedTest
  @CsvSource({
    "403, NotAuthorized, tags are not for you",
    "404, NotAuthorizedOrNotFound, not authorized or not found",
    "400, InvalidParameter, invalid tags",
    "400, LimitExceeded, too many tags on the resource",
    "400, QuotaExceeded, the tag quota is used up"
  })
  void createsTheStreamWithoutTheTagWhereThatIsRefused(int status, String code, String message) {
    refuseTags(status, code, message);
    try (CapturedLog log = new CapturedLog()) {
      StreamTarget made = byDefaultName().provision(context).orElseThrow();

      assertThat(made.partitions()).hasValue(3);
      assertThat(region.streams())
          .singleElement()
          .satisfies(
              stream -> {
                assertThat(stream.ocid()).isEqualTo(made.streamOcid());
                assertThat(stream.freeformTags()).isEmpty();
              });
      assertThat(log.count("without the tag")).isEqualTo(1);
      assertThat(creations()).isEqualTo(2);
    }
  }

  @Test
  void theTagIsNotTriedAgainWhereTheRepetitionFailsForAWhile() {
    refuseTags(403, "NotAuthorized", "no");
    region
        .wireMock()
        .stubFor(
            WireMock.post(WireMock.urlPathEqualTo("/20180418/streams"))
                .withRequestBody(WireMock.notContaining(TAG))
                .inScenario("busy once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(WireMock.status(503))
                .willSetStateTo("served"));

    assertThat(byDefaultName().provision(context)).isPresent();
    assertThat(region.streams()).hasSize(1);
    assertThat(creations()).isEqualTo(3); // With the tag, without, and without.
  }

  @Test
  void whatIsRefusedWithoutTheTagTooIsNotTheTagsFault() {
    region
        .wireMock()
        .stubFor(
            WireMock.post(WireMock.urlPathEqualTo("/20180418/streams"))
                .willReturn(
                    WireMock.jsonResponse(
                        Map.of("code", "NotAuthorizedOrNotFound", "message", "no"), 404)));

    assertThat(failure(() -> byDefaultName().provision(context)).kind())
        .isEqualTo(Kind.POLICY_MISSING);
    String stream = untagged();
    assertRefuses(byDefaultName(), context, Kind.OWNER_UNKNOWN, stream);
  }

  @Test
  void whoeverMayNotTagTakesWhatAnotherProcessMadeWithoutATag() {
    refuseTags(403, "NotAuthorized", "no");
    StreamTarget made = byDefaultName().provision(context).orElseThrow();

    // Without the state of the first: as a process that was killed before it saved.
    assertThat(byDefaultName().provision(context)).contains(made);
    assertThat(byDefaultName().find(context.withKnown(Set.of(made.streamOcid()))))
        .containsExactly(made);
    assertThat(region.streams()).hasSize(1);
  }

  @Test
  void aHundredThreadsOfTwoPairsMakeTwoStreams() throws Exception {
    race();

    assertThat(region.streams())
        .extracting(stream -> stream.freeformTags().get(TAG))
        .containsExactlyInAnyOrder(PRIMARY, OTHER_PRIMARY);
  }

  @Test
  void aHundredThreadsThatMayNotTagMakeTwoStreams() throws Exception {
    refuseTags(404, "NotAuthorizedOrNotFound", "no");

    race();

    assertThat(region.streams()).hasSize(2);
  }

  /** Each with a resolver of its own, as in other processes; half of them for the other primary. */
  private void race() throws Exception {
    region.lifecycleDelay(Duration.ofSeconds(2));
    ExecutorService threads = Executors.newFixedThreadPool(100);
    try {
      List<Callable<StreamTarget>> questions = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ResolverContext asked = i % 2 == 0 ? context : contextOf(OTHER_PRIMARY);
        questions.add(() -> byDefaultName().provision(asked).orElseThrow());
      }
      List<StreamTarget> answers = new ArrayList<>();
      for (Future<StreamTarget> answer : threads.invokeAll(questions)) {
        answers.add(answer.get());
      }

      for (int i = 2; i < 100; i++) {
        assertThat(answers.get(i)).isEqualTo(answers.get(i % 2));
      }
      assertThat(answers.get(0)).isNotEqualTo(answers.get(1));
    } finally {
      threads.shutdownNow();
    }
  }
}
