package io.github.hastreaming.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.oracle.bmc.Region;
import com.oracle.bmc.http.ClientConfigurator;
import com.oracle.bmc.http.client.ProxyConfiguration;
import com.oracle.bmc.http.client.StandardClientProperties;
import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.CannedServer;
import io.github.hastreaming.support.CannedServer.Answer;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.TwoRegions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an application can put into the clients that are made for it. */
class ClientHooksTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  private static ClientConfigurator throughProxy(String endpoint) {
    URI proxy = URI.create(endpoint);
    return builder ->
        builder.property(
            StandardClientProperties.PROXY,
            ProxyConfiguration.builder()
                .proxy(
                    new java.net.Proxy(
                        java.net.Proxy.Type.HTTP,
                        new InetSocketAddress(proxy.getHost(), proxy.getPort())))
                .build());
  }

  @Test
  void aProxyIsUsedByCallsProbesAndProvisioning() {
    try (CannedServer proxy = new CannedServer(Answer.html(503));
        HaStreamClient client =
            HaStreamClient.builder()
                .primary(
                    StreamTarget.of(
                        "sa-saopaulo-1", regions.primaryStreamOcid(), "http://primary.invalid"))
                .allowedEndpointHosts("primary.invalid", "admin.invalid")
                .secondaryResolver(
                    SecondaryResolver.provisioning()
                        .region(Region.SA_VINHEDO_1)
                        .compartmentId("ocid1.compartment.oc1..aaaa")
                        .name("orders")
                        .adminEndpoint("http://admin.invalid")
                        .build())
                .clientConfigurator(throughProxy(proxy.endpoint()))
                .callTimeout(java.time.Duration.ofSeconds(1))
                .build(Pair.credentials())) {
      assertThatThrownBy(() -> client.putMessages(Pair.put(regions.primaryStreamOcid(), "a")))
          .hasMessageContaining("503");

      await()
          .untilAsserted(
              () ->
                  assertThat(proxy.requests())
                      .anyMatch(it -> it.startsWith("POST http://primary.invalid"))
                      .anyMatch(it -> it.startsWith("GET http://admin.invalid")));
    }
  }

  private static Stream named(String name, Stream stream, List<String> calls) {
    return (Stream)
        Proxy.newProxyInstance(
            Stream.class.getClassLoader(),
            new Class<?>[] {Stream.class},
            (proxy, method, arguments) -> {
              calls.add(name + " " + method.getName());
              try {
                return method.invoke(stream, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void decoratorsSeeEachRequestAndTheClosing() {
    List<String> calls = new CopyOnWriteArrayList<>();
    try (HaStreamClient client =
        Pair.client(
            Pair.builder(regions)
                .decorateStreams(
                    (target, stream) -> named("inner " + target.region(), stream, calls))
                .decorateStreams((target, stream) -> named("outer", stream, calls)))) {
      client.putMessages(Pair.put(regions.primaryStreamOcid(), "a"));
    }
    String inner = "inner " + regions.primary().region();
    assertThat(calls).containsSubsequence("outer putMessages", inner + " putMessages");
    await().untilAsserted(() -> assertThat(calls).contains("outer close", inner + " close"));
  }

  @Test
  void aDecoratorThatThrowsFailsTheBuildAndLeavesNoClient() {
    List<String> calls = new CopyOnWriteArrayList<>();

    assertThatThrownBy(
            () ->
                Pair.builder(regions)
                    .decorateStreams((target, stream) -> named("client", stream, calls))
                    .decorateStreams(
                        (target, stream) -> {
                          throw new IllegalStateException("no metrics");
                        })
                    .build(Pair.credentials()))
        .hasMessageContaining("no metrics");
    assertThat(calls).contains("client close");
  }
}
