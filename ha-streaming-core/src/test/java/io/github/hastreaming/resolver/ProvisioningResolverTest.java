package io.github.hastreaming.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.Region;
import com.oracle.bmc.streaming.StreamAdmin;
import com.oracle.bmc.streaming.model.CreateStreamPoolDetails;
import com.oracle.bmc.streaming.requests.CreateStreamPoolRequest;
import io.github.hastreaming.resolver.ProvisioningException.Kind;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.RecordedRequest;
import io.github.hastreaming.testkit.StreamSettings;
import io.github.hastreaming.testkit.TestCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against an emulated region over HTTP; waits let the region's time pass. */
class ProvisioningResolverTest {

  private static final StreamDescription PRIMARY = new StreamDescription("orders", 3, 48);

  private final OciStreamingEmulator primary = OciStreamingEmulator.start("sa-saopaulo-1");
  private OciStreamingEmulator secondary = OciStreamingEmulator.start("sa-vinhedo-1");
  private final RegionPauses time = new RegionPauses(() -> secondary);
  private final ResolverContext context = newContext();
  private final String name = defaultName();

  @AfterEach
  void closeRegions() {
    primary.close();
    secondary.close();
  }

  private ResolverContext newContext() {
    String ocid =
        primary.createStream(
            StreamSettings.builder("orders").partitions(3).retentionInHours(48).build());
    return ResolverContext.of(
        Pair.target(primary, ocid),
        Pair.credentials(),
        ClientConfiguration.builder()
            .connectionTimeoutMillis(1_000)
            .readTimeoutMillis(1_000)
            .build(),
        EndpointPolicy.allowing(Set.of()));
  }

  private ResolverContext learned() {
    return context.withPrimaryDescription(Optional.of(PRIMARY));
  }

  private ProvisioningBuilder provisioning() {
    return SecondaryResolver.provisioning()
        .region(Region.SA_VINHEDO_1)
        .compartmentId(TestCredentials.tenancyId())
        .adminEndpoint(secondary.endpoint())
        .pauses(time);
  }

  private String defaultName() {
    String ocid = context.primary().streamOcid();
    return "orders-secondary-" + ocid.substring(ocid.length() - 8);
  }

  private String existing(int partitions) {
    return secondary.createStream(
        StreamSettings.builder(name)
            .partitions(partitions)
            .freeformTag("ha-streaming-primary", context.primary().streamOcid())
            .build());
  }

  private long creations() {
    return secondary.requests().stream()
        .map(RecordedRequest::operation)
        .filter("createStream"::equals)
        .count();
  }

  private ProvisioningException failure(SecondaryResolver resolver, ResolverContext resolving) {
    return java.util.Objects.requireNonNull(
        catchThrowableOfType(ProvisioningException.class, () -> resolver.provision(resolving)));
  }

  @Test
  void createsAStreamLikeThePrimary() {
    StreamTarget target = provisioning().build().provision(learned()).orElseThrow();

    assertThat(target.region()).isEqualTo("sa-vinhedo-1");
    assertThat(target.endpoint()).isEqualTo(secondary.endpoint());
    assertThat(target.partitions()).hasValue(3);
    assertThat(secondary.streams())
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.name()).isEqualTo(name);
              assertThat(stream.ocid()).isEqualTo(target.streamOcid());
              assertThat(stream.partitions()).isEqualTo(3);
              assertThat(stream.retentionInHours()).isEqualTo(48);
            });
  }

  @Test
  void findsAndCreatesTheStreamInAPool() throws Exception {
    StreamAdmin admin = AdminClients.secondary(Region.SA_VINHEDO_1, secondary.endpoint(), context);
    String pool =
        admin
            .createStreamPool(
                CreateStreamPoolRequest.builder()
                    .createStreamPoolDetails(
                        CreateStreamPoolDetails.builder()
                            .name("pool")
                            .compartmentId(TestCredentials.tenancyId())
                            .build())
                    .build())
            .getStreamPool()
            .getId();
    admin.close();
    ProvisioningBuilder inPool =
        SecondaryResolver.provisioning()
            .region(Region.SA_VINHEDO_1)
            .streamPoolId(pool)
            .adminEndpoint(secondary.endpoint())
            .pauses(time);
    existing(3); // In the default pool, so it is another one.

    StreamTarget created = inPool.build().provision(learned()).orElseThrow();

    assertThat(secondary.streams())
        .filteredOn(stream -> stream.ocid().equals(created.streamOcid()))
        .singleElement()
        .satisfies(stream -> assertThat(stream.streamPoolId()).isEqualTo(pool));
    assertThat(inPool.build().find(learned())).containsExactly(created);
    assertThat(secondary.streams()).hasSize(2);
  }

  @Test
  void learnsThePrimaryFromItsRegion() {
    assertThat(provisioning().build().describePrimary(context)).contains(PRIMARY);
    assertThat(secondary.requests()).isEmpty();
  }

  @Test
  void takesWhatIsSetBeforeWhatWasLearned() {
    provisioning().name("mine").partitions(2).retentionHours(24).build().provision(learned());

    assertThat(secondary.streams())
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.name()).isEqualTo("mine");
              assertThat(stream.partitions()).isEqualTo(2);
              assertThat(stream.retentionInHours()).isEqualTo(24);
            });
  }

  @Test
  void createsOnePartitionOfTheLongestRetentionWhereNothingIsKnown() {
    provisioning().name("mine").build().provision(context);

    assertThat(secondary.streams())
        .singleElement()
        .satisfies(
            stream -> {
              assertThat(stream.partitions()).isEqualTo(1);
              assertThat(stream.retentionInHours()).isEqualTo(168);
            });
  }

  @Test
  void doesNotGuessAName() {
    SecondaryResolver resolver = provisioning().build();

    assertThat(failure(resolver, context).kind()).isEqualTo(Kind.NAME_UNKNOWN);
    assertThatThrownBy(() -> resolver.find(context)).hasMessageContaining("name(...)");
    assertThat(secondary.requests()).isEmpty();
  }

  @Test
  void findsAnExistingStreamAndCreatesNone() {
    String ocid = existing(3);
    SecondaryResolver resolver = provisioning().build();

    StreamTarget found =
        StreamTarget.builder("sa-vinhedo-1", ocid, secondary.endpoint()).partitions(3).build();
    assertThat(resolver.find(learned())).containsExactly(found);
    assertThat(resolver.provision(learned())).contains(found);
    assertThat(creations()).isZero();
  }

  @Test
  void findCreatesNothing() {
    assertThat(provisioning().build().find(learned())).isEmpty();
    assertThat(secondary.streams()).isEmpty();
  }

  @Test
  void createsNothingUnlessItMay() {
    assertThat(provisioning().createIfMissing(false).build().provision(learned())).isEmpty();
    assertThat(creations()).isZero();
  }

  @Test
  void ignoresDeletedStreamsOfTheName() {
    secondary.deleteStream(existing(3));

    assertThat(provisioning().build().find(learned())).isEmpty();
    assertThat(provisioning().build().provision(learned())).isPresent();
  }

  @Test
  void waitsUntilTheStreamIsActive() {
    secondary.lifecycleDelay(Duration.ofSeconds(40));

    StreamTarget target = provisioning().build().provision(learned()).orElseThrow();

    assertThat(target.endpoint()).isEqualTo(secondary.endpoint());
    // The region's clock runs on while it is asked; the resolver's does not.
    assertThat(time.passed()).isBetween(Duration.ofSeconds(35), Duration.ofSeconds(50));
    assertThat(creations()).isOne();
  }

  @Test
  void doesNotNameAStreamThatIsBeingCreated() {
    secondary.lifecycleDelay(Duration.ofHours(1));
    failure(provisioning().build(), learned());

    assertThat(provisioning().build().find(learned())).isEmpty();
  }

  @Test
  void givesUpAfterTheTimeout() {
    secondary.lifecycleDelay(Duration.ofHours(1));

    ProvisioningException failure = failure(provisioning().build(), learned());

    assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
    assertThat(failure).hasMessageContaining(name).hasMessageContaining("CREATING");
    assertThat(time.passed()).isBetween(Duration.ofSeconds(110), Duration.ofMinutes(2));
  }

  @Test
  void theNextAttemptFindsWhatTheLastOneCreated() {
    secondary.lifecycleDelay(Duration.ofMinutes(3));
    failure(provisioning().build(), learned());

    assertThat(provisioning().build().provision(learned())).isPresent();
    assertThat(creations()).isOne();
  }

  @Test
  void createsOneStreamForAHundredThreads() throws Exception {
    SecondaryResolver shared = provisioning().build();
    ExecutorService threads = Executors.newFixedThreadPool(100);
    try {
      List<Callable<StreamTarget>> questions = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        // Half of them with a resolver of their own, as in other processes.
        SecondaryResolver resolver = i % 2 == 0 ? shared : provisioning().build();
        questions.add(() -> resolver.provision(learned()).orElseThrow());
      }
      List<StreamTarget> answers = new ArrayList<>();
      for (Future<StreamTarget> answer : threads.invokeAll(questions)) {
        answers.add(answer.get());
      }

      assertThat(Set.copyOf(answers)).hasSize(1);
      assertThat(secondary.streams()).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void findsTheStreamWhoseCreationWasNotAcknowledged() {
    secondary.inject(Fault.resetAfterProcessing().on(FaultScope.ADMIN).times(2));

    assertThat(provisioning().build().provision(learned())).isPresent();
    assertThat(secondary.streams()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void triesAgainWhatMaySucceedLater(int status) {
    secondary.inject(Fault.status(status).on(FaultScope.ADMIN).times(5));

    assertThat(provisioning().build().provision(learned())).isPresent();
    assertThat(secondary.streams()).hasSize(1);
  }

  @Test
  void sendsEachRequestOnceSinceTheSdksOwnRetriesAreOff() {
    secondary.inject(Fault.status(500).on(FaultScope.ADMIN));

    assertThatThrownBy(() -> provisioning().build().find(learned()))
        .isInstanceOf(ProvisioningException.class)
        .hasMessageContaining("500");
    assertThat(secondary.requests()).hasSize(1);
  }

  @Test
  void isNotStoppedByTheSdksOwnBreaker() {
    secondary.inject(Fault.status(500).on(FaultScope.ADMIN).times(15));

    assertThat(provisioning().build().provision(learned())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void namesTheMissingPolicyStatement(int status) {
    secondary.inject(Fault.status(status).on(FaultScope.ADMIN));

    ProvisioningException failure = failure(provisioning().build(), learned());

    assertThat(failure.kind()).isEqualTo(Kind.POLICY_MISSING);
    assertThat(failure)
        .hasMessageContaining(
            "Allow group <group> to manage streams in compartment id "
                + TestCredentials.tenancyId()
                + " where any {request.permission='STREAM_INSPECT'")
        .hasMessageContaining("STREAM_UPDATE")
        .hasMessageContaining(String.valueOf(status));
    assertThat(secondary.requests()).hasSize(1);
  }

  @Test
  void saysWhenTheLimitIsExceeded() {
    secondary.close();
    secondary = OciStreamingEmulator.builder().region("sa-vinhedo-1").partitionLimit(2).start();

    ProvisioningException failure = failure(provisioning().build(), learned());

    assertThat(failure.kind()).isEqualTo(Kind.LIMIT_EXCEEDED);
    assertThat(failure).hasMessageContaining("request a higher limit");
    assertThat(creations()).isOne();
  }

  @Test
  void refusesAnExistingStreamWithMorePartitionsThanThePrimary() {
    existing(4);
    SecondaryResolver resolver = provisioning().build();

    assertThat(failure(resolver, learned()).kind()).isEqualTo(Kind.TOO_MANY_PARTITIONS);
    assertThatThrownBy(() -> resolver.find(learned()))
        .isInstanceOf(ProvisioningException.class)
        .hasMessageContaining("never read the rest");
  }

  @Test
  void refusesAnExistingStreamWithFewerPartitionsThanWanted() {
    existing(2);

    ProvisioningException failure = failure(provisioning().build(), learned());

    assertThat(failure.kind()).isEqualTo(Kind.NAME_TAKEN);
    assertThat(failure).hasMessageContaining("2 partitions").hasMessageContaining("name(...)");
  }

  @Test
  void refusesToCreateMorePartitionsThanThePrimaryHas() {
    ProvisioningException failure = failure(provisioning().partitions(4).build(), learned());

    assertThat(failure.kind()).isEqualTo(Kind.TOO_MANY_PARTITIONS);
    assertThat(secondary.requests()).isEmpty();
  }

  @Test
  void saysThatTheStreamFailed() {
    secondary.failStreamCreations(1);

    ProvisioningException failure = failure(provisioning().build(), learned());

    assertThat(failure.kind()).isEqualTo(Kind.STREAM_FAILED);
    assertThat(failure)
        .hasMessageContaining("delete it")
        .extracting(why -> why.streamOcid().orElseThrow())
        .isEqualTo(secondary.streams().get(0).ocid());
    assertThat(failure).hasMessageContaining(secondary.streams().get(0).ocid());
    assertThat(creations()).isOne();
  }

  @Test
  void saysWhatElseTheRegionRefused() {
    secondary.inject(Fault.status(400, "InvalidParameter", "no").on(FaultScope.ADMIN));

    assertThat(failure(provisioning().build(), learned()).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void endsWhenTheThreadIsInterrupted() {
    secondary.lifecycleDelay(Duration.ofHours(1));
    SecondaryResolver resolver =
        provisioning()
            .pauses(
                new Pauses() {
                  @Override
                  public long nanoTime() {
                    return 0;
                  }

                  @Override
                  public void pause(Duration duration) throws InterruptedException {
                    throw new InterruptedException();
                  }
                })
            .build();

    assertThat(failure(resolver, learned())).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void refusesAPlainHttpAdminEndpointElsewhere() {
    assertThatThrownBy(
            () ->
                provisioning()
                    .adminEndpoint("http://admin.example.org")
                    .build()
                    .provision(learned()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https");
  }

  @Test
  void asksForWhatIsMissingWhenItIsBuilt() {
    assertThatThrownBy(() -> SecondaryResolver.provisioning().compartmentId("c").build())
        .hasMessageContaining("region");
    assertThatThrownBy(() -> SecondaryResolver.provisioning().region(Region.SA_VINHEDO_1).build())
        .hasMessageContaining("compartmentId or streamPoolId");
    assertThatThrownBy(() -> provisioning().streamPoolId("p").build())
        .hasMessageContaining("not both");
    assertThatThrownBy(() -> provisioning().partitions(0)).hasMessageContaining("partitions");
    assertThatThrownBy(() -> provisioning().retentionHours(12)).hasMessageContaining("24 to 168");
    assertThatThrownBy(() -> provisioning().timeout(Duration.ZERO)).hasMessageContaining("timeout");
    assertThatThrownBy(() -> provisioning().name(" ")).hasMessageContaining("name");
  }
}
