package io.github.hastreaming.examples;

import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.TestCredentials;
import java.util.List;

/** Two emulated regions in this process, with a stream in each. */
final class EmulatedPair implements AutoCloseable {

  private static final int PARTITIONS = 3;

  private final OciStreamingEmulator primary = start("sa-saopaulo-1");
  private final OciStreamingEmulator secondary = start("sa-vinhedo-1");
  private final String primaryStream = primary.createStream("orders", PARTITIONS);
  private final String secondaryStream = secondary.createStream("orders-secondary", PARTITIONS);

  private static OciStreamingEmulator start(String region) {
    return OciStreamingEmulator.builder().region(region).start();
  }

  OciStreamingEmulator primary() {
    return primary;
  }

  OciStreamingEmulator secondary() {
    return secondary;
  }

  /** What an application names in its requests. */
  String streamOcid() {
    return primaryStream;
  }

  /** A client with the library's defaults. */
  HaStreamClient newClient(FailoverListener listener) {
    return HaStreamClient.builder()
        .primary(StreamTarget.of(primary.region(), primaryStream, primary.endpoint()))
        .secondaryResolver(
            SecondaryResolver.fixed(
                StreamTarget.of(secondary.region(), secondaryStream, secondary.endpoint())))
        .listener(listener)
        .build(credentials());
  }

  /**
   * Has both regions serve a call, so that the loading of a few thousand classes is not taken for a
   * region that hangs.
   */
  void warmUp() {
    for (OciStreamingEmulator region : List.of(primary, secondary)) {
      String stream = region.createStream("warm-up", 1);
      try (StreamClient client =
          StreamClient.builder().endpoint(region.endpoint()).build(credentials())) {
        client.putMessages(NumberedProducer.request(stream, 0));
      }
    }
  }

  private static SimpleAuthenticationDetailsProvider credentials() {
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(TestCredentials.tenancyId())
        .userId(TestCredentials.userId())
        .fingerprint(TestCredentials.fingerprint())
        .privateKeySupplier(TestCredentials::privateKey)
        .build();
  }

  int heldByPrimary() {
    return primary.messages(primaryStream).size();
  }

  int heldBySecondary() {
    return secondary.messages(secondaryStream).size();
  }

  @Override
  public void close() {
    primary.close();
    secondary.close();
  }
}
