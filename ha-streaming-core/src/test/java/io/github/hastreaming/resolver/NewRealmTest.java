package io.github.hastreaming.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.bmc.Realm;
import com.oracle.bmc.Region;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.internal.region.SdkStreamFactory;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.CannedServer;
import io.github.hastreaming.support.CannedServer.Answer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.target.StreamTimeouts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pair in a realm that came after this library. */
class NewRealmTest {

  private static final Realm REALM = Realm.register("oc998", "newrealm.example");
  private static final Region REGION = Region.register("xx-east-1", REALM, "xxe");
  private static final String MESSAGES_ENDPOINT =
      "https://cell-1.streaming.xx-east-1.oci.newrealm.example";
  private static final String OCID = "ocid1.stream.oc998.xxe.aaaasecondary";
  private static final StreamTarget PRIMARY =
      StreamTarget.of("sa-saopaulo-1", "ocid1.stream.oc998..aaaaprimary", "https://127.0.0.1:1");

  private final CannedServer admin =
      new CannedServer(
          Answer.json(
              200,
              """
              [{"name":"orders","id":"%s","partitions":1,"lifecycleState":"ACTIVE",
                "messagesEndpoint":"%s","timeCreated":"2026-01-01T00:00:00Z"}]
              """
                  .formatted(OCID, MESSAGES_ENDPOINT)));

  @AfterEach
  void closeTheServer() {
    admin.close();
  }

  private SecondaryResolver provisioning() {
    return SecondaryResolver.provisioning()
        .region(REGION)
        .compartmentId("ocid1.compartment.oc998..aaaa")
        .name("orders")
        .adminEndpoint(admin.endpoint())
        .build();
  }

  private static ResolverContext context() {
    return ResolverContext.of(
        PRIMARY,
        Pair.credentials(),
        SdkStreamFactory.configuration(
            null, new StreamTimeouts(Defaults.CONNECT_TIMEOUT, Defaults.READ_TIMEOUT)),
        EndpointPolicy.allowing(Set.of()));
  }

  @Test
  void provisioningTrustsTheRealmOfItsRegion() {
    assertThat(provisioning().find(context()))
        .extracting(StreamTarget::endpoint)
        .containsExactly(MESSAGES_ENDPOINT);
  }

  @Test
  void aFixedSecondarysRealmIsTrustedThroughFirstOf() {
    StreamTarget secondary = StreamTarget.of("xx-east-1", OCID, MESSAGES_ENDPOINT);
    EndpointPolicy policy = EndpointPolicy.allowing(Set.of());
    assertThatThrownBy(() -> policy.requireTrusted(secondary)).hasMessageContaining("not trusted");

    SecondaryResolver resolver =
        SecondaryResolver.firstOf(
            SecondaryResolver.environment("NEW_REALM_TEST_"), SecondaryResolver.fixed(secondary));

    assertThat(resolver.trusting(policy).requireTrusted(secondary)).isSameAs(secondary);
  }

  @Test
  void whatAnEarlierRunStoredOfItIsTrusted() {
    FailoverStateStore store = FailoverStateStore.inMemory();
    FailoverState state = FailoverState.initial(PRIMARY, Instant.EPOCH);
    StreamTarget stored = StreamTarget.of("xx-east-1", OCID, MESSAGES_ENDPOINT);
    store.compareAndSet(
        Optional.empty(), state.toBuilder().epoch(1).targets(List.of(PRIMARY, stored)).build());

    try (HaStreamClient client =
        HaStreamClient.builder()
            .primary(PRIMARY)
            .secondaryResolver(provisioning())
            .stateStore(store)
            .build(Pair.credentials())) {
      assertThat(client.status().stateStoreFailure()).isEmpty();
      assertThat(client.status().secondary()).contains(stored);
    }
  }
}
