package io.github.hastreaming.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.Realm;
import com.oracle.bmc.Region;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointPolicyTest {

  private final EndpointPolicy policy = EndpointPolicy.allowing(Set.of("Streams.Example.org"));

  private static StreamTarget at(String endpoint) {
    return StreamTarget.of("r", "ocid1.stream.oc1..aaaa", endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://streaming.sa-vinhedo-1.oci.oraclecloud.com",
        "https://cell-1.streaming.sa-vinhedo-1.oci.oraclecloud.com",
        "https://cell-1.streaming.sa-vinhedo-1.oci.oraclecloud.com:443",
        "https://streaming.us-langley-1.oci.oraclegovcloud.com",
        "https://streaming.uk-gov-london-1.oci.oraclegovcloud.uk",
        "https://streaming.eu-frankfurt-2.oci.oraclecloud.eu",
        "https://streams.example.org",
        "https://streaming.us-dcc-1.oci.oraclecloud5.com",
        "https://streaming.x-y-1.oci.sovereigncloud.nz",
        "https://streams.example.org:9443"
      })
  void trustsOraclesEndpointsAndAllowedHosts(String endpoint) {
    StreamTarget target = at(endpoint);

    assertThat(policy.requireTrusted(target)).isSameAs(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://streaming.sa-vinhedo-1.oci.oraclecloud.com",
        "https://streaming.sa-vinhedo-1.oci.oraclecloud.com:8443",
        "https://streaming.sa-vinhedo-1.oci.oraclecloud.com.evil.org",
        "https://streaming.sa-vinhedo-1.oci.evil.com",
        "https://streaming.sa-vinhedo-1.oci.evil-oraclecloud.com",
        "https://streaming.sa-vinhedo-1.oci.oraclecloud.com.",
        "https://evil.org.streaming.sa-vinhedo-1.oci.oraclecloud.com",
        "https://xstreaming.sa-vinhedo-1.oci.oraclecloud.com",
        "https://objectstorage.sa-vinhedo-1.oci.oraclecloud.com",
        "https://streaming.a.b.oci.oraclecloud.com",
        "https://oraclecloud.com",
        "https://127.0.0.1",
        "http://localhost:8080",
        "https://sub.streams.example.org",
        "https://streams.example.org.evil.org"
      })
  void doesNotTrustAnyOther(String endpoint) {
    assertThatThrownBy(() -> policy.requireTrusted(at(endpoint)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(endpoint)
        .hasMessageContaining("not trusted")
        .hasMessageContaining("allowedEndpointHosts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://anything.example.org",
        "http://127.0.0.1:8080",
        "http://127.1.2.3",
        "http://localhost",
        "http://[::1]:8080",
        "http://streams.example.org"
      })
  void acceptsFromCodeHttpsAndLoopback(String endpoint) {
    StreamTarget target = at(endpoint);

    assertThat(policy.requireSafe(target)).isSameAs(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://10.0.0.1",
        "http://[::2]"
      })
  void refusesPlainHttpToOtherHosts(String endpoint) {
    assertThatThrownBy(() -> policy.requireSafe(at(endpoint)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "https://a", "a/b", "*.example.org", "a:80", "a b", "u@a"})
  void takesBareHostNamesOnly(String host) {
    assertThatThrownBy(() -> EndpointPolicy.allowing(Set.of(host)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowedEndpointHosts");
  }

  @Test
  void takesAnIpv6HostInBrackets() {
    assertThat(EndpointPolicy.allowing(Set.of("[fd00::1]")).requireTrusted(at("https://[fd00::1]")))
        .isNotNull();
  }

  @Test
  void ofAllowedHostsOnlyTheLoopbackMayBePlainHttp() {
    EndpointPolicy local = EndpointPolicy.allowing(Set.of("127.0.0.1"));

    assertThat(local.requireTrusted(at("http://127.0.0.1:8080"))).isNotNull();
    assertThatThrownBy(() -> policy.requireTrusted(at("http://streams.example.org")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be https");
  }

  @Test
  void trustsTheRealmOfWhatTheCodeNames() {
    StreamTarget elsewhere = at("https://cell-1.streaming.xx-north-1.oci.newcloud.example");
    assertThatThrownBy(() -> policy.requireTrusted(elsewhere)).hasMessageContaining("not trusted");

    StreamTarget named = at("https://streaming.xx-south-1.oci.newcloud.example");
    assertThat(policy.trustingRealmOf(named).requireTrusted(elsewhere)).isSameAs(elsewhere);
    Region region =
        Region.register("xx-south-1", Realm.register("oc999", "newcloud.example"), "xxs");
    assertThat(policy.trustingRealmOf(region).requireTrusted(elsewhere)).isSameAs(elsewhere);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://streaming.r-1.oci.newcloud.example",
        "https://streaming.r-1.oci.example",
        "https://streaming.r-1.oci.10.0.0.1",
        "https://stream.newcloud.example"
      })
  void learnsNoRealmFromAnythingElse(String endpoint) {
    String sibling =
        endpoint
            .replaceFirst("^http:", "https:")
            .replaceFirst("(streaming.r-1.oci|stream)\\.", "streaming.r-2.oci.");

    assertThatThrownBy(() -> policy.trustingRealmOf(at(endpoint)).requireTrusted(at(sibling)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://cell-1.streaming.sa-vinhedo-1.oci.oraclecloud.com, sa-vinhedo-1",
    "https://streaming.uk-gov-london-1.oci.oraclegovcloud.uk:443/x, uk-gov-london-1",
    "http://127.0.0.1:8080, ''",
    "nonsense, ''",
  })
  void readsTheRegionOutOfOraclesEndpoints(String endpoint, String region) {
    assertThat(EndpointPolicy.regionOf(endpoint)).isEqualTo(region);
  }
}
