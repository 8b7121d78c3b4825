package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.Region;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.failover.Fitness;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.TimedRegions;
import io.github.hastreaming.testkit.TestCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state's own file names a secondary that was deleted: it does not hide what can be made. */
class DeletedSecondaryTest {

  private final TimedRegions regions = new TimedRegions();
  @TempDir Path directory;

  @AfterEach
  void close() {
    regions.close();
  }

  private HaStreamClient client() throws IOException {
    String endpoint = regions.secondary().target().endpoint();
    Path file =
        Files.writeString(
            directory.resolve("stream.properties"),
            "SECONDARY_STREAM_OCID=ocid1.stream.oc1.sa-vinhedo-1.deleted\nSECONDARY_STREAM_ENDPOINT="
                + endpoint
                + "\n");
    return regions.start(
        regions
            .builder()
            .secondaryResolver(
                SecondaryResolver.firstOf(
                    SecondaryResolver.environment("NOWHERE_"),
                    SecondaryResolver.propertiesFile(file),
                    SecondaryResolver.provisioning()
                        .region(Region.SA_VINHEDO_1)
                        .compartmentId(TestCredentials.tenancyId())
                        .adminEndpoint(endpoint)
                        .build()))
            .stateStore(FailoverStateStore.propertiesFile(file)));
  }

  @Test
  void isReplacedInTheFirstCallThatNeedsIt() throws IOException {
    try (HaStreamClient client = client()) {
      regions.put(client, "before");
      assertThat(client.status().secondaryFitness()).isEqualTo(Fitness.REFUSING);
      regions.time().advance(Duration.ofSeconds(1));
      regions.primary().fails(operation -> Failures.refused());

      for (int put = 0; put < 20; put++) {
        regions.put(client, "m" + put); // Each is served.
        regions.time().advance(Duration.ofSeconds(1));
      }

      assertThat(regions.secondary().values()).hasSize(20);
      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(client.status().active().streamOcid()).doesNotEndWith("deleted");
      assertThat(client.status().secondaryFitness()).isEqualTo(Fitness.FIT);
    }
  }
}
