package io.github.hastreaming.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.auth.AuthCachingPolicy;
import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.StreamClient;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.event.FailbackAbandoned;
import io.github.hastreaming.event.FailoverStarted;
import io.github.hastreaming.event.RegionFailed;
import io.github.hastreaming.event.SweepFailed;
import io.github.hastreaming.failover.FailbackPhase;
import io.github.hastreaming.failover.FailbackPolicy;
import io.github.hastreaming.failover.Fitness;
import io.github.hastreaming.support.Consumer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.TwoRegions;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Credentials that fail while a request is signed are the process's trouble, and no region's. */
class SigningFailureTest {

  @RegisterExtension private final TwoRegions regions = TwoRegions.create();

  private final RecordingListener events = new RecordingListener();
  private final Troubled credentials = new Troubled();

  /** Who makes the SDK's clients. */
  enum Clients {
    THE_LIBRARY,
    THE_APPLICATION
  }

  /** As an instance principal whose metadata service does not answer. */
  @AuthCachingPolicy(cacheKeyId = false, cachePrivateKey = false)
  private static final class Troubled implements BasicAuthenticationDetailsProvider {

    private final SimpleAuthenticationDetailsProvider provider = Pair.credentials();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    void failNext(int times) {
      failures.set(times);
    }

    private <T> T unlessTroubled(Supplier<T> answer) {
      asked.incrementAndGet();
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("the metadata service does not answer");
      }
      return answer.get();
    }

    @Override
    public String getKeyId() {
      return unlessTroubled(provider::getKeyId);
    }

    @Override
    public InputStream getPrivateKey() {
      return provider.getPrivateKey();
    }

    @Override
    @Deprecated
    public String getPassPhrase() {
      return provider.getPassPhrase();
    }

    @Override
    public char[] getPassphraseCharacters() {
      return provider.getPassphraseCharacters();
    }
  }

  private HaStreamClient client(Clients clients) {
    return client(clients, FailbackPolicy.automatic());
  }

  private HaStreamClient client(Clients clients, FailbackPolicy failback) {
    HaStreamClientBuilder builder = Pair.builder(regions).listener(events).failbackPolicy(failback);
    if (clients == Clients.THE_APPLICATION) {
      builder.streamFactory(
          (target, timeouts) ->
              StreamClient.builder().endpoint(target.endpoint()).build(credentials));
    }
    HaStreamClient client = builder.build(credentials);
    Awaitility.await().until(() -> client.status().secondaryFitness() == Fitness.FIT);
    client.putMessages(Pair.put(regions.primaryStreamOcid(), "before"));
    return client;
  }

  private void nothingIsHeldAgainstARegion(HaStreamClient client) {
    assertThat(client.status().isPrimaryActive()).isTrue();
    assertThat(client.status().secondaryFitness()).isEqualTo(Fitness.FIT);
    assertThat(client.status().regions())
        .allSatisfy(
            region -> {
              assertThat(region.writeBreaker()).isEqualTo("CLOSED");
              assertThat(region.readBreaker()).isEqualTo("CLOSED");
            });
    assertThat(events.of(RegionFailed.class)).isEmpty();
    assertThat(events.of(FailoverStarted.class)).isEmpty();
    assertThat(events.of(SweepFailed.class)).isEmpty();
    assertThat(Pair.values(regions.secondary())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void oneThatPassesIsRetriedInPlace(Clients clients) {
    try (HaStreamClient client = client(clients)) {
      credentials.failNext(2);

      client.putMessages(Pair.put(regions.primaryStreamOcid(), "after"));

      assertThat(Pair.values(regions.primary())).containsExactly("before", "after");
      nothingIsHeldAgainstARegion(client);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatLastsIsToldTheCallerWithItsCause(Clients clients) {
    try (HaStreamClient client = client(clients)) {
      Consumer consumer = Consumer.fromTheOldest(client, regions.primaryStreamOcid(), "0");
      credentials.failNext(Integer.MAX_VALUE);

      for (int call = 0; call < 10; call++) {
        assertThatThrownBy(() -> client.putMessages(Pair.put(regions.primaryStreamOcid(), "never")))
            .isInstanceOf(BmcException.class)
            .isNotInstanceOf(AllRegionsUnavailableException.class)
            .hasMessageContaining("could not be signed")
            .hasMessageContaining("the metadata service does not answer")
            .hasStackTraceContaining("the metadata service does not answer")
            .satisfies(e -> assertThat(((BmcException) e).getStatusCode()).isEqualTo(-1));
        assertThatThrownBy(consumer::read)
            .isInstanceOf(BmcException.class)
            .hasMessageContaining("could not be signed");
      }
      nothingIsHeldAgainstARegion(client);

      credentials.failNext(0);
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "after"));
      consumer.readUntilDelivered(2);
      nothingIsHeldAgainstARegion(client);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatLastsWhileThePrimaryIsProbedAndTriedDoesNotCountAgainstIt(Clients clients) {
    try (HaStreamClient client =
        client(
            clients,
            FailbackPolicy.automatic()
                .holdDown(Duration.ofSeconds(1))
                .probeInterval(Duration.ofMillis(100))
                .trialCalls(3))) {
      regions.primary().inject(Fault.refused());
      while (client.status().isPrimaryActive()) {
        put(client, "during the outage");
      }
      credentials.failNext(Integer.MAX_VALUE);
      regions.primary().heal();
      int asked = credentials.asked.get();
      Awaitility.await()
          .until(
              () ->
                  client.status().failbackPhase() == FailbackPhase.PROBES
                      && credentials.asked.get() > asked + 5);
      assertThat(client.status().failbackPhase()).isEqualTo(FailbackPhase.PROBES);

      credentials.failNext(0);
      Awaitility.await().until(() -> client.status().failbackPhase() == FailbackPhase.TRIAL);
      credentials.failNext(Integer.MAX_VALUE);
      assertThatThrownBy(() -> put(client, "never")).hasMessageContaining("could not be signed");
      credentials.failNext(0);
      while (!client.status().isPrimaryActive()) {
        put(client, "trial");
      }

      assertThat(events.of(FailbackAbandoned.class)).isEmpty();
      assertThat(Pair.allValues(regions)).doesNotContain("never");
    }
  }

  private void put(HaStreamClient client, String value) {
    client.putMessages(Pair.put(regions.primaryStreamOcid(), value));
  }
}
