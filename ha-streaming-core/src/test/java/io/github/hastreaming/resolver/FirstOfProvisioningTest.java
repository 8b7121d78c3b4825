package io.github.hastreaming.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.ClientConfiguration;
import com.oracle.bmc.Region;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.FaultScope;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.RecordedRequest;
import io.github.hastreaming.testkit.TestCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secondary that somebody named and that was deleted, in front of a resolver that makes one. */
class FirstOfProvisioningTest {

  private static final String OCID = "SECONDARY_STREAM_OCID";
  private static final String ENDPOINT = "SECONDARY_STREAM_ENDPOINT";

  @TempDir Path directory;
  private final OciStreamingEmulator region = OciStreamingEmulator.start("sa-vinhedo-1");
  private final String named = region.createStream("named-by-hand", 3);
  private final ResolverContext context =
      ResolverContext.of(
              StreamTarget.of(
                  "sa-saopaulo-1", "ocid1.stream.oc1..amaaprimary1", "https://primary.example.org"),
              Pair.credentials(),
              ClientConfiguration.builder()
                  .connectionTimeoutMillis(1_000)
                  .readTimeoutMillis(1_000)
                  .build(),
              EndpointPolicy.allowing(Set.of("127.0.0.1")))
          .withPrimaryDescription(Optional.of(new StreamDescription("orders", 3, 48)));

  @AfterEach
  void closeRegion() {
    region.close();
  }

  private SecondaryResolver resolver() throws IOException {
    Map<String, String> environment = Map.of(OCID, named, ENDPOINT, region.endpoint());
    Path file =
        Files.writeString(
            directory.resolve("stream.properties"),
            OCID + "=" + named + "\n" + ENDPOINT + "=" + region.endpoint() + "\n");
    return SecondaryResolver.firstOf(
        new EnvironmentResolver("", environment::get),
        SecondaryResolver.propertiesFile(file),
        SecondaryResolver.provisioning()
            .region(Region.SA_VINHEDO_1)
            .compartmentId(TestCredentials.tenancyId())
            .adminEndpoint(region.endpoint())
            .pauses(new RegionPauses(() -> region))
            .build());
  }

  private StreamTarget named() {
    return StreamTarget.of("sa-vinhedo-1", named, region.endpoint());
  }

  private ResolverContext refused(String... ocids) {
    return context.withRefused(Set.of(ocids));
  }

  private long creations() {
    return region.requests().stream()
        .map(RecordedRequest::operation)
        .filter("createStream"::equals)
        .count();
  }

  @Test
  void asksNobodyElseWhileWhatIsNamedIsFit() throws IOException {
    assertThat(resolver().find(context)).containsExactly(named());
    assertThat(region.requests()).isEmpty();
  }

  @Test
  void makesAStreamInTheDeletedOnesStead() throws IOException {
    region.deleteStream(named);
    assertThat(resolver().find(refused(named))).containsExactly(named());

    StreamTarget made = resolver().provision(refused(named)).orElseThrow();

    assertThat(made.streamOcid()).isNotEqualTo(named);
    assertThat(made.partitions()).hasValue(3);
    assertThat(resolver().find(refused(named))).containsExactly(made, named());
    assertThat(resolver().provision(refused(named))).contains(made);
    assertThat(creations()).isOne();
  }

  @Test
  void makesAnotherWhenWhatItMadeWasDeletedToo() throws IOException {
    region.deleteStream(named);
    StreamTarget first = resolver().provision(refused(named)).orElseThrow();
    region.deleteStream(first.streamOcid());

    StreamTarget second = resolver().provision(refused(named, first.streamOcid())).orElseThrow();

    assertThat(second.streamOcid()).isNotEqualTo(first.streamOcid());
    assertThat(resolver().find(refused(named, first.streamOcid())))
        .containsExactly(second, named());
  }

  @Test
  void namesAStreamThatItMadeAndThatRefusesLastOfAll() throws IOException {
    StreamTarget made = resolver().provision(refused(named)).orElseThrow();
    ResolverContext all = refused(named, made.streamOcid());

    assertThat(resolver().find(all)).containsExactly(named(), made);
    assertThat(resolver().provision(all)).contains(made); // Its name cannot be had twice.
  }

  @Test
  void namesTheDeletedOneWhereTheRegionDoesNotTellWhatElseThereIs() throws IOException {
    region.inject(Fault.status(500).on(FaultScope.ADMIN).times(1));

    assertThat(resolver().find(refused(named))).containsExactly(named());
  }
}
