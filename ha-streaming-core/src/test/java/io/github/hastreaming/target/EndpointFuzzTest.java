package io.github.hastreaming.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever stands where a target's parts are expected is one, or refused by its name; and only
 * Oracle's hosts are trusted.
 */
class EndpointFuzzTest {

  private static final String OCID = "ocid1.stream.oc1..aaaa";
  private static final EndpointPolicy ORACLES_ONLY = EndpointPolicy.allowing(Set.of());

  @Timeout(value = 11, unit = TimeUnit.MINUTES)
  @FuzzTest(maxDuration = "10m")
  void isOneOrRefusedByItsName(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    EndpointPolicy.regionOf(text);
    targetOrRefused("region", text, OCID, "https://a");
    targetOrRefused("streamOcid", "r", text, "https://a");
    StreamTarget target = targetOrRefused("endpoint", "r", OCID, text);
    if (target != null) {
      assertThat(StreamTarget.of("r", OCID, target.endpoint())).isEqualTo(target);
      requireOraclesIfTrusted(target);
    }
    allowOrRefuse(text);
  }

  private static @Nullable StreamTarget targetOrRefused(
      String part, String region, String ocid, String endpoint) {
    try {
      return StreamTarget.of(region, ocid, endpoint);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith(part);
      return null;
    }
  }

  /** Written down a second time, simpler than the policy has it. */
  private static void requireOraclesIfTrusted(StreamTarget target) {
    try {
      ORACLES_ONLY.requireTrusted(target);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("is not trusted");
      return;
    }
    URI uri = URI.create(target.endpoint());
    assertThat(uri.getScheme()).isEqualTo("https");
    assertThat(uri.getUserInfo()).isNull();
    assertThat(uri.getHost()).contains("streaming.").containsPattern("\\.oci\\.oracle[a-z0-9]+\\.");
    assertThat(uri.getHost()).matches(".*\\.(com|uk|eu)");
  }

  private static void allowOrRefuse(String host) {
    EndpointPolicy policy;
    try {
      policy = EndpointPolicy.allowing(Set.of(host));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("allowedEndpointHosts");
      return;
    }
    assertThat(policy).isNotNull();
  }
}
