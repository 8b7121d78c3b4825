package io.github.hastreaming.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.oracle.bmc.Region;
import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.http.client.jersey3.Jersey3ClientProperties;
import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.StreamClient;
import com.oracle.bmc.streaming.requests.GetMessagesRequest;
import com.oracle.bmc.streaming.requests.PutMessagesRequest;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.internal.region.SdkStreamFactory;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.resolver.ResolverContext;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.CannedServer;
import io.github.hastreaming.support.CannedServer.Answer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.ClientConfigurators;
import io.github.hastreaming.target.EndpointPolicy;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.target.StreamTimeouts;
import io.github.hastreaming.testkit.TwoRegions;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed request goes to the host it was made for and to no other. */
class RedirectTest {

  private static final StreamTimeouts TIMEOUTS =
      new StreamTimeouts(Defaults.CONNECT_TIMEOUT, Defaults.READ_TIMEOUT);

  @RegisterExtension final TwoRegions regions = TwoRegions.create();
  private final CannedServer other = new CannedServer(Answer.json(200, "[]"));
  private final CannedServer redirecting = new CannedServer(Answer.html(200));

  @AfterEach
  void closeServers() {
    redirecting.close();
    other.close();
  }

  private StreamTarget redirectedBy(int status) {
    redirecting.answer(Answer.redirect(status, other.endpoint() + "/20180418/elsewhere"));
    return redirecting.target("sa-saopaulo-1", regions.primaryStreamOcid());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void theClientsOfARegionFollowNone(int status) {
    StreamTarget target = redirectedBy(status);

    putAndRead(target, status, new SdkStreamFactory(null, Pair.credentials()));

    assertThat(redirecting.requests()).hasSize(2);
    assertThat(other.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void norOnTheJdksConnections(int status) {
    StreamTarget target = redirectedBy(status);
    ClientConfigurator jdk =
        builder -> builder.property(Jersey3ClientProperties.USE_APACHE_CONNECTOR, false);

    putAndRead(
        target,
        status,
        new SdkStreamFactory(null, Pair.credentials(), ClientConfigurators.withoutRedirects(jdk)));

    assertThat(other.requests()).isEmpty();
  }

  private static void putAndRead(StreamTarget target, int status, StreamFactory factory) {
    try (StreamClient client = (StreamClient) factory.create(target, TIMEOUTS)) {
      PutMessagesRequest put = Pair.put(target.streamOcid(), "a");
      assertThat(catchThrowableOfType(BmcException.class, () -> client.putMessages(put)))
          .returns(status, BmcException::getStatusCode);
      GetMessagesRequest read =
          GetMessagesRequest.builder().streamId(target.streamOcid()).cursor("c").build();
      assertThat(catchThrowableOfType(BmcException.class, () -> client.getMessages(read)))
          .returns(status, BmcException::getStatusCode);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void norDoesProvisioning(int status) {
    StreamTarget target = redirectedBy(status);
    ResolverContext context =
        ResolverContext.of(
            target,
            Pair.credentials(),
            SdkStreamFactory.configuration(null, TIMEOUTS),
            EndpointPolicy.allowing(Set.of()));
    SecondaryResolver provisioning =
        SecondaryResolver.provisioning()
            .region(Region.SA_VINHEDO_1)
            .compartmentId("ocid1.compartment.oc1..aaaa")
            .name("orders")
            .adminEndpoint(redirecting.endpoint())
            .build();

    assertThat(catchThrowable(() -> provisioning.find(context))).isNotNull();
    assertThat(catchThrowable(() -> provisioning.describePrimary(context))).isNotNull();

    assertThat(redirecting.requests()).hasSize(2);
    assertThat(other.requests()).isEmpty();
  }

  @Test
  void aRegionThatRedirectsIsFailedOverFrom() {
    StreamTarget primary = redirectedBy(303);
    try (HaStreamClient client =
        Pair.client(
            HaStreamClient.builder()
                .primary(primary)
                .secondaryResolver(SecondaryResolver.fixed(Pair.secondary(regions))))) {
      client.putMessages(Pair.put(primary.streamOcid(), "a"));
    }
    assertThat(Pair.values(regions.secondary())).containsExactly("a");
    assertThat(other.requests()).isEmpty();
  }
}
