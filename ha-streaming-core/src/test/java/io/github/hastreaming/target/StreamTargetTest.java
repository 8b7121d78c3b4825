package io.github.hastreaming.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTargetTest {

  private static final String OCID = "ocid1.stream.oc1.sa-saopaulo-1.aaaa";
  private static final String ENDPOINT = "https://streaming.sa-saopaulo-1.oci.oraclecloud.com";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ocid1.stream.oc1.sa-saopaulo-1.aaaa",
        "ocid1.stream.oc1..aaaa",
        "ocid1.stream.oc1.gru.amaaaaaa",
        "ocid1.stream.oc19.eu-frankfurt-2.future.aaaa"
      })
  void takesAStreamsOcid(String ocid) {
    assertThat(StreamTarget.of("sa-saopaulo-1", ocid, ENDPOINT).streamOcid()).isEqualTo(ocid);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "stream",
        "ocid1.streampool.oc1.sa-saopaulo-1.aaaa",
        "ocid1.stream.oc1",
        "ocid1.stream.oc1.sa-saopaulo-1.",
        " ocid1.stream.oc1.sa-saopaulo-1.aaaa",
        "ocid1.stream.oc1.sa-saopaulo-1.aa/aa",
        "ocid1.stream.oc1.sa-saopaulo-1.aaaa\n"
      })
  void refusesWhatIsNoStreamsOcid(String ocid) {
    assertThatThrownBy(() -> StreamTarget.of("sa-saopaulo-1", ocid, ENDPOINT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("streamOcid");
  }

  @ParameterizedTest
  @CsvSource({
    "https://streaming.example.org, https://streaming.example.org",
    "https://streaming.example.org/, https://streaming.example.org",
    "HTTPS://Streaming.Example.ORG:443, https://streaming.example.org:443",
    "http://127.0.0.1:8080, http://127.0.0.1:8080",
    "http://[::1]:8080/, http://[::1]:8080",
  })
  void keepsAnEndpointInOneForm(String given, String kept) {
    assertThat(StreamTarget.of("r", OCID, given).endpoint()).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "streaming.example.org",
        "//streaming.example.org",
        "ftp://streaming.example.org",
        "https:",
        "https://",
        "https:///path",
        "https://streaming.example.org/path",
        "https://streaming.example.org?query",
        "https://streaming.example.org#fragment",
        "https://streaming.example.org:70000",
        "https://under_score.example.org",
        "https://with space.example.org",
        "https\\://streaming.example.org"
      })
  void refusesWhatIsNoPlainAbsoluteUrl(String endpoint) {
    assertThatThrownBy(() -> StreamTarget.of("r", OCID, endpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("endpoint must be");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:secret@streaming.example.org",
        "https://secret@streaming.example.org",
        "https://user:se/secret@streaming.example.org",
        "https://user:%zzsecret@streaming.example.org",
        "https://user: secret@streaming.example.org",
        "https:user:secret@streaming.example.org",
        "user:secret@streaming.example.org",
        "https://user:secret@streaming.example.org:bad/path?q=@x"
      })
  void neverEchoesAUserOrPassword(String endpoint) {
    Throwable thrown = catchThrowable(() -> StreamTarget.of("r", OCID, endpoint));

    assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
    for (Throwable shown = thrown; shown != null; shown = shown.getCause()) {
      assertThat(shown.toString()).doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SA-SAOPAULO-1", "sa saopaulo", "-a", "a-", "a/b"})
  void refusesWhatIsNoRegionIdentifier(String region) {
    assertThatThrownBy(() -> StreamTarget.of(region, OCID, ENDPOINT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("region");
  }

  @Test
  void refusesAPartitionCountBelowOne() {
    assertThatThrownBy(() -> StreamTarget.builder("r", OCID, ENDPOINT).partitions(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partitions");
  }

  @Test
  void isComparedByValue() {
    StreamTarget target = StreamTarget.builder("r", OCID, ENDPOINT).partitions(3).build();

    assertThat(target)
        .isEqualTo(StreamTarget.builder("r", OCID, ENDPOINT + "/").partitions(3).build())
        .hasSameHashCodeAs(StreamTarget.builder("r", OCID, ENDPOINT).partitions(3).build())
        .isNotEqualTo(StreamTarget.of("r", OCID, ENDPOINT));
    assertThat(target.withEndpoint("https://other").partitions()).isEqualTo(OptionalInt.of(3));
  }
}
