package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.oracle.bmc.model.BmcException;
import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.call.AllRegionsUnavailableException;
import io.github.hastreaming.event.FailoverNotPossible;
import io.github.hastreaming.internal.region.SdkStreamFactory;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.testkit.TwoRegions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two clients of one store over HTTP; the network of one of them is cut and comes back. */
class OwnNetworkTest {

  @RegisterExtension final TwoRegions regions = TwoRegions.create();
  private final FailoverStateStore store = FailoverStateStore.inMemory();
  private final RecordingListener events = new RecordingListener();
  private volatile boolean cut;

  private HaStreamClientBuilder builder() {
    return Pair.builder(regions)
        .allowedEndpointHosts("127.0.0.1")
        .probeTimeout(Duration.ofSeconds(20)) // A slow machine is no broken network.
        .slowCallThreshold(Duration.ofSeconds(20))
        .readTimeout(Duration.ofSeconds(20))
        .stateStore(store)
        .statePollInterval(Duration.ofMillis(100));
  }

  private StreamFactory throughACable() {
    StreamFactory factory = new SdkStreamFactory(null, Pair.credentials());
    return (target, timeouts) -> {
      Stream client = factory.create(target, timeouts);
      return (Stream)
          Proxy.newProxyInstance(
              Stream.class.getClassLoader(),
              new Class<?>[] {Stream.class},
              (proxy, method, arguments) -> {
                if (cut && !method.getName().equals("close")) {
                  ConnectException refused = new ConnectException("the cable is cut");
                  throw new BmcException(false, "the cable is cut", refused, null);
                }
                try {
                  return method.invoke(client, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    };
  }

  private void put(HaStreamClient client, String value) {
    client.putMessages(Pair.put(regions.primaryStreamOcid(), value));
  }

  private FailoverState stored() {
    return store.load(regions.primaryStreamOcid()).orElseThrow();
  }

  @Test
  void aClientWhoseNetworkIsCutAndComesBackDoesNotMoveTheOther() {
    try (HaStreamClient other = Pair.client(builder());
        HaStreamClient lonely =
            Pair.client(builder().streamFactory(throughACable()).listener(events))) {
      await().until(() -> stored().secondary().isPresent());
      put(lonely, "before");
      FailoverState before = stored();
      cut = true;
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> put(lonely, "lost"))
            .isInstanceOf(AllRegionsUnavailableException.class);
      }
      events.await(FailoverNotPossible.class);
      put(other, "meanwhile");
      cut = false;

      // The switch would have been tried again every second.
      await()
          .during(Duration.ofMillis(2_500))
          .atMost(Duration.ofSeconds(10))
          .until(() -> stored().equals(before));
      put(lonely, "after");
      assertThat(stored()).isEqualTo(before);
      assertThat(Pair.values(regions.primary())).contains("before", "meanwhile");
      assertThat(Pair.allValues(regions)).contains("after");
    }
  }
}
