package application;

import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.model.PutMessagesDetails;
import com.oracle.bmc.streaming.model.PutMessagesDetailsEntry;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.TestCredentials;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ten messages; the primary goes down after five. All must be acknowledged and be there. */
final class Failover {

  private static final int MESSAGES = 10;

  private Failover() {}

  /**
   * @param inTheEnd what else is to hold before the client is closed
   */
  static void run(HaStreamClientBuilder builder, Runnable inTheEnd) {
    for (Class<?> library :
        List.of(StreamClient.class, CircuitBreaker.class, Retry.class, IntervalFunction.class)) {
      System.out.println(library.getProtectionDomain().getCodeSource().getLocation());
    }
    try (OciStreamingEmulator primary = region("us-ashburn-1");
        OciStreamingEmulator secondary = region("us-phoenix-1")) {
      run(builder, primary, secondary, inTheEnd);
    }
  }

  private static void run(
      HaStreamClientBuilder builder,
      OciStreamingEmulator primary,
      OciStreamingEmulator secondary,
      Runnable inTheEnd) {
    StreamTarget target = target(primary);
    try (HaStreamClient client =
        builder
            .primary(target)
            .secondaryResolver(SecondaryResolver.fixed(target(secondary)))
            .build(credentials())) {
      for (int message = 1; message <= MESSAGES; message++) {
        PutMessagesResponse answer =
            client.putMessages(put(target.streamOcid(), "message " + message));
        check(
            answer.getPutMessagesResult().getFailures() == 0, "message " + message + " is stored");
        if (message == MESSAGES / 2) {
          primary.inject(Fault.refused());
        }
      }
      inTheEnd.run();
    }
    int before = primary.messages().size();
    int after = secondary.messages().size();
    check(before == MESSAGES / 2, "the primary has those before its outage: " + before);
    check(after == MESSAGES - before, "the secondary has the others: " + after);
  }

  static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("Not so: " + what);
    }
    System.out.println("So it is: " + what);
  }

  private static OciStreamingEmulator region(String name) {
    return OciStreamingEmulator.builder().region(name).start();
  }

  private static StreamTarget target(OciStreamingEmulator region) {
    return StreamTarget.of(region.region(), region.createStream("orders", 1), region.endpoint());
  }

  private static SimpleAuthenticationDetailsProvider credentials() {
    return SimpleAuthenticationDetailsProvider.builder()
        .tenantId(TestCredentials.tenancyId())
        .userId(TestCredentials.userId())
        .fingerprint(TestCredentials.fingerprint())
        .privateKeySupplier(TestCredentials::privateKey)
        .build();
  }

  private static PutMessagesRequest put(String streamOcid, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return PutMessagesRequest.builder()
        .streamId(streamOcid)
        .putMessagesDetails(
            PutMessagesDetails.builder()
                .messages(List.of(PutMessagesDetailsEntry.builder().value(bytes).build()))
                .build())
        .build();
  }
}
