package io.github.hastreaming.benchmarks;

import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.TestCredentials;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Two emulated regions in this process, over HTTP, with a stream in each. */
final class Emulated implements AutoCloseable {

  private final OciStreamingEmulator primary = OciStreamingEmulator.start("sa-saopaulo-1");
  private final OciStreamingEmulator secondary = OciStreamingEmulator.start("sa-vinhedo-1");
  private final String primaryStream = primary.createStream("orders", 3);
  private final String secondaryStream = secondary.createStream("orders", 3);

  static SimpleAuthenticationDetailsProvider credentials() {
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(TestCredentials.tenancyId())
        .userId(TestCredentials.userId())
        .fingerprint(TestCredentials.fingerprint())
        .privateKeySupplier(TestCredentials::privateKey)
        .build();
  }

  OciStreamingEmulator primary() {
    return primary;
  }

  String streamOcid() {
    return primaryStream;
  }

  /** With the library's defaults but for these options, and its secondary known. */
  HaStreamClient newClient(UnaryOperator<HaStreamClientBuilder> options)
      throws InterruptedException {
    HaStreamClientBuilder builder =
        HaStreamClient.builder()
            .primary(StreamTarget.of(primary.region(), primaryStream, primary.endpoint()))
            .secondaryResolver(
                SecondaryResolver.fixed(
                    StreamTarget.of(secondary.region(), secondaryStream, secondary.endpoint())));
    return awaitSecondary(options.apply(builder).build(credentials()));
  }

  /** The client, once it knows its secondary. */
  static HaStreamClient awaitSecondary(HaStreamClient client) throws InterruptedException {
    while (client.status().secondary().isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return client;
  }

  /** The SDK's client with its own defaults. */
  StreamClient newPlainClient() {
    return StreamClient.builder().endpoint(primary.endpoint()).build(credentials());
  }

  @Override
  public void close() {
    primary.close();
    secondary.close();
  }
}
