package io.github.hastreaming.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.VirtualTime;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;

/**
 * Two scripted regions and a client of theirs in virtual time: everything happens in one thread.
 */
public final class VirtualPair {

  public static final StreamTarget PRIMARY =
      StreamTarget.of("sa-saopaulo-1", "ocid1.stream.oc1.sa-saopaulo-1.aaaaprimary", "https://one");
  public static final StreamTarget SECONDARY =
      StreamTarget.of("sa-vinhedo-1", "ocid1.stream.oc1.sa-vinhedo-1.aaasecondary", "https://two");

  public final VirtualTimeSource time = new VirtualTimeSource();
  public final ScriptedRegion primary = new ScriptedRegion(PRIMARY);
  public final ScriptedRegion secondary = new ScriptedRegion(SECONDARY);
  public final RecordingListener events = new RecordingListener();

  /** With a fixed secondary. */
  public HaStreamClientBuilder builder() {
    return VirtualTime.on(
        HaStreamClient.builder()
            .primary(PRIMARY)
            .secondaryResolver(SecondaryResolver.fixed(SECONDARY))
            .streamFactory(factory())
            .listener(events),
        time);
  }

  /** The same, of a process that shares a store and believes what it says. */
  public HaStreamClientBuilder sharing(FailoverStateStore store) {
    return builder().stateStore(store).allowedEndpointHosts("one", "two");
  }

  public StreamFactory factory() {
    return (target, timeouts) -> {
      boolean probing = timeouts.read().equals(Defaults.PROBE_TIMEOUT);
      return (target.streamOcid().equals(PRIMARY.streamOcid()) ? primary : secondary)
          .client(probing);
    };
  }

  /** A client that knows its secondary. */
  public HaStreamClient client() {
    return start(builder());
  }

  public HaStreamClient start(HaStreamClientBuilder builder) {
    HaStreamClient client = builder.build(Pair.credentials());
    time.runPending();
    return client;
  }

  /** A client that has served in the primary, whose writes fail now, and is in the secondary. */
  public HaStreamClient failedOver(HaStreamClientBuilder builder) {
    HaStreamClient client = start(builder);
    put(client, "before");
    failOver(client);
    return client;
  }

  /** The primary's writes fail from now on, and the client goes to the secondary. */
  public void failOver(HaStreamClient client) {
    primary.failPuts(Failures::refused);
    for (int call = 0; call < 6; call++) {
      put(client, "failing " + call);
    }
    time.runPending();
    assertThat(client.status().isPrimaryActive()).isFalse();
  }

  public static PutMessagesResponse put(HaStreamClient client, String... values) {
    return client.putMessages(Pair.put(PRIMARY.streamOcid(), values));
  }

  public static void read(HaStreamClient client) {
    read(client, PRIMARY.streamOcid());
  }

  public static void read(HaStreamClient client, String streamOcid) {
    client.createCursor(
        CreateCursorRequest.builder()
            .streamId(streamOcid)
            .createCursorDetails(
                CreateCursorDetails.builder()
                    .partition("0")
                    .type(CreateCursorDetails.Type.TrimHorizon)
                    .build())
            .build());
  }
}
