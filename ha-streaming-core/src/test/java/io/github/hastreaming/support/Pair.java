package io.github.hastreaming.support;

import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.PutMessagesDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.StoredMessage;
import io.github.hastreaming.testkit.TestCredentials;
import io.github.hastreaming.testkit.TwoRegions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The two emulated streams of a test, as the library's users see them. */
public final class Pair {

  private Pair() {}

  public static SimpleAuthenticationDetailsProvider credentials() {
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(TestCredentials.tenancyId())
        .userId(TestCredentials.userId())
        .fingerprint(TestCredentials.fingerprint())
        .privateKeySupplier(TestCredentials::privateKey)
        .build();
  }

  public static StreamTarget primary(TwoRegions regions) {
    return target(regions.primary(), regions.primaryStreamOcid());
  }

  public static StreamTarget secondary(TwoRegions regions) {
    return target(regions.secondary(), regions.secondaryStreamOcid());
  }

  public static StreamTarget target(OciStreamingEmulator region, String streamOcid) {
    return StreamTarget.of(region.region(), streamOcid, region.endpoint());
  }

  /** A builder with a fixed secondary and the library's defaults. */
  public static HaStreamClientBuilder builder(TwoRegions regions) {
    return HaStreamClient.builder()
        .primary(primary(regions))
        .secondaryResolver(SecondaryResolver.fixed(secondary(regions)));
  }

  /** A client that knows its secondary already. */
  public static HaStreamClient client(HaStreamClientBuilder builder) {
    HaStreamClient client = builder.build(credentials());
    awaitSecondary(client);
    return client;
  }

  public static void awaitSecondary(HaStreamClient client) {
    Awaitility.await()
        .pollInterval(2, TimeUnit.MILLISECONDS)
        .until(() -> client.status().secondary().isPresent());
  }

  public static PutMessagesRequest put(String streamOcid, String... values) {
    List<PutMessagesDetailsEntry> entries =
        Arrays.stream(values)
            .map(
                value ->
                    PutMessagesDetailsEntry.builder()
                        .key(value.getBytes(StandardCharsets.UTF_8))
                        .value(value.getBytes(StandardCharsets.UTF_8))
                        .build())
            .toList();
    return PutMessagesRequest.builder()
        .streamId(streamOcid)
        .putMessagesDetails(PutMessagesDetails.builder().messages(entries).build())
        .build();
  }

  public static List<String> values(OciStreamingEmulator region) {
    return region.messages().stream().map(StoredMessage::valueAsString).toList();
  }

  /** What both regions hold. */
  public static List<String> allValues(TwoRegions regions) {
    return java.util.stream.Stream.of(regions.primary(), regions.secondary())
        .flatMap(region -> values(region).stream())
        .toList();
  }

  /** Puts with the SDK's own client, past the library. */
  public static void putDirectly(OciStreamingEmulator region, String streamOcid, String... values) {
    try (StreamClient client =
        StreamClient.builder().endpoint(region.endpoint()).build(credentials())) {
      client.putMessages(put(streamOcid, values));
    }
  }

  /** Waits until a client has made its clients of a secondary ready, and looked at it. */
  public static void awaitReady(OciStreamingEmulator secondary) {
    Awaitility.await().until(() -> requests(secondary, "createCursor") >= 3);
  }

  /** How many requests of an operation have arrived. */
  public static long requests(OciStreamingEmulator region, String operation) {
    return region.requests().stream().filter(r -> r.operation().equals(operation)).count();
  }
}
