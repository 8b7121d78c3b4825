package io.github.hastreaming.examples;

import com.oracle.bmc.Region;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.FailoverListener;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.TestCredentials;
import java.time.Duration;

/** Two emulated regions in this process: a stream in the primary, one to come in the secondary. */
final class EmulatedPair implements AutoCloseable {

  private static final int PARTITIONS = 3;

  /** The defaults, hold-down 60 s and probes every 5 s, are for outages, not for audiences. */
  private static final FailbackPolicy QUICK_FAILBACK =
      FailbackPolicy.automatic()
          .holdDown(Duration.ofSeconds(3))
          .probeInterval(Duration.ofMillis(500));

  private final OciStreamingEmulator primary = start("sa-saopaulo-1");
  private final OciStreamingEmulator secondary = start("sa-vinhedo-1");
  private final String primaryStream = primary.createStream("orders", PARTITIONS);
  private final SecondaryResolver resolver;
  private final FailoverStateStore store = FailoverStateStore.inMemory();

  /**
   * @param provision whether the secondary stream is created when it is needed, not before
   */
  EmulatedPair(boolean provision) {
    resolver = provision ? provisioning() : SecondaryResolver.fixed(createSecondary());
  }

  private SecondaryResolver provisioning() {
    return SecondaryResolver.provisioning()
        .region(Region.fromRegionId(secondary.region()))
        .compartmentId(TestCredentials.tenancyId())
        .adminEndpoint(secondary.endpoint())
        .build();
  }

  private StreamTarget createSecondary() {
    String stream = secondary.createStream("orders-secondary", PARTITIONS);
    return StreamTarget.of(secondary.region(), stream, secondary.endpoint());
  }

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

  /** A client that comes back quickly, else with the defaults; all clients share the state. */
  HaStreamClient newClient(FailoverListener listener) {
    return HaStreamClient.builder()
        .primary(StreamTarget.of(primary.region(), primaryStream, primary.endpoint()))
        .secondaryResolver(resolver)
        .stateStore(store)
        .failbackPolicy(QUICK_FAILBACK)
        .listener(listener)
        .build(credentials());
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
    return secondary.messages().size();
  }

  @Override
  public void close() {
    primary.close();
    secondary.close();
  }
}
