package io.github.hastreaming.state.contract;

import io.github.hastreaming.call.CallKind;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.Pin;
import io.github.hastreaming.target.StreamDescription;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** States of one pair, for tests of stores. */
public final class States {

  /** The pair's primary stream. */
  public static final StreamTarget PRIMARY =
      StreamTarget.of(
          "sa-saopaulo-1",
          "ocid1.stream.oc1.sa-saopaulo-1.aaaaprimary",
          "https://cell-1.streaming.sa-saopaulo-1.oci.oraclecloud.com");

  /** The secondary in use. */
  public static final StreamTarget SECONDARY =
      StreamTarget.builder(
              "sa-vinhedo-1",
              "ocid1.stream.oc1.sa-vinhedo-1.aaasecondary",
              "https://cell-1.streaming.sa-vinhedo-1.oci.oraclecloud.com")
          .partitions(3)
          .build();

  /** A secondary of earlier days. */
  public static final StreamTarget REPLACED =
      StreamTarget.of(
          "us-ashburn-1",
          "ocid1.stream.oc1.iad.aaaareplaced",
          "https://cell-1.streaming.us-ashburn-1.oci.oraclecloud.com");

  private States() {}

  /**
   * The primary is active; of one lineage with {@link #onSecondary}.
   *
   * @param epoch the state's epoch
   * @return a state of few fields
   */
  public static FailoverState onPrimary(long epoch) {
    return FailoverState.builder(PRIMARY.streamOcid(), epoch, "lineage-1")
        .targets(List.of(PRIMARY))
        .since(Instant.parse("2026-11-21T10:15:30.123456789Z"))
        .build();
  }

  /**
   * The secondary is active.
   *
   * @param epoch the state's epoch
   * @return a state with every field set
   */
  public static FailoverState onSecondary(long epoch) {
    return FailoverState.builder(PRIMARY.streamOcid(), epoch, "lineage-1")
        .targets(List.of(PRIMARY, SECONDARY, REPLACED))
        .activeOcid(SECONDARY.streamOcid())
        .replacedAt(Map.of(REPLACED.streamOcid(), Instant.parse("2026-11-20T08:00:00Z")))
        .primaryDescription(Optional.of(new StreamDescription("events é", 3, 48)))
        .failedKinds(Set.of(CallKind.WRITE, CallKind.READ))
        .since(Instant.parse("2026-11-21T10:20:00.5Z"))
        .reason("WRITE calls: 5 of the last 5 calls failed: \"refused\" = #1! \\ \n\t€")
        .changedBy("app-7/4711")
        .holdDown(Duration.ofMinutes(2))
        .holdDownSince(Instant.parse("2026-11-21T10:21:00.000000001Z"))
        .byHand(true)
        .pin(
            Optional.of(
                new Pin(
                    SECONDARY.streamOcid(),
                    Instant.parse("2026-11-22T00:00:00Z"),
                    Duration.ofHours(2))))
        .otherFields(Map.of("HA_STREAMING_LATER", " of a later version ", "owner", "team a"))
        .build();
  }

  /** The primary and so many other streams. */
  static List<StreamTarget> secondaries(int count) {
    Stream<StreamTarget> others =
        IntStream.range(0, count)
            .mapToObj(
                number ->
                    StreamTarget.of(
                        SECONDARY.region(), SECONDARY.streamOcid() + number, SECONDARY.endpoint()));
    return Stream.concat(Stream.of(PRIMARY), others).toList();
  }
}
