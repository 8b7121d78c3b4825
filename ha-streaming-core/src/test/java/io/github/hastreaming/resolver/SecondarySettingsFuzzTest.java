package io.github.hastreaming.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.oracle.bmc.ClientConfiguration;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the environment or a properties file says of the secondary, it is a trusted target, no
 * answer, or the documented exception.
 */
class SecondarySettingsFuzzTest {

  private static final EndpointPolicy POLICY =
      EndpointPolicy.allowing(Set.of("allowed.example.org"));
  private static final ResolverContext CONTEXT =
      ResolverContext.of(
          StreamTarget.of("sa-saopaulo-1", "ocid1.stream.oc1..aaaaprimary", "https://primary"),
          Pair.credentials(),
          ClientConfiguration.builder().build(),
          POLICY);

  @TempDir Path directory;

  /** The same text as a file, and as the two variables' values, one a line. */
  @Timeout(value = 11, unit = TimeUnit.MINUTES)
  @FuzzTest(maxDuration = "10m")
  void isATrustedTargetOrNoneOrRefused(byte[] input) throws IOException {
    Path file = Files.write(directory.resolve("stream.properties"), input);
    findOrRefuse(SecondaryResolver.propertiesFile(file));
    String[] values = new String(input, StandardCharsets.UTF_8).split("\n", 2);
    findOrRefuse(
        new EnvironmentResolver(
            "",
            name -> {
              boolean first = name.equals(SecondarySettings.OCID);
              return first ? values[0] : values.length > 1 ? values[1] : null;
            }));
  }

  private static void findOrRefuse(SecondaryResolver resolver) {
    try {
      assertThat(resolver.find(CONTEXT)).allSatisfy(POLICY::requireTrusted);
    } catch (SecondaryResolutionException e) {
      assertThat(e.getMessage()).startsWith("the ").containsAnyOf("file", "SECONDARY_STREAM_");
    }
  }
}
