package io.github.hastreaming;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import com.oracle.bmc.streaming.responses.PutMessagesResponse;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.Failures;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.support.ScriptedRegion;
import io.github.hastreaming.support.VirtualTimeSource;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;

/**
 * Two scripted regions and a client of theirs in virtual time: everything happens in one thread.
 */
final class VirtualPair {

  static final StreamTarget PRIMARY =
      StreamTarget.of("sa-saopaulo-1", "ocid1.stream.oc1.sa-saopaulo-1.aaaaprimary", "https://one");
  static final StreamTarget SECONDARY =
      StreamTarget.of("sa-vinhedo-1", "ocid1.stream.oc1.sa-vinhedo-1.aaasecondary", "https://two");

  final VirtualTimeSource time = new VirtualTimeSource();
  final ScriptedRegion primary = new ScriptedRegion(PRIMARY);
  final ScriptedRegion secondary = new ScriptedRegion(SECONDARY);
  final RecordingListener events = new RecordingListener();

  /** With a fixed secondary. */
  HaStreamClientBuilder builder() {
    return HaStreamClient.builder()
        .primary(PRIMARY)
        .secondaryResolver(SecondaryResolver.fixed(SECONDARY))
        .streamFactory(factory())
        .listener(events)
        .timeSource(() -> time);
  }

  /** The same, of a process that shares a store and believes what it says. */
  HaStreamClientBuilder sharing(FailoverStateStore store) {
    return builder().stateStore(store).allowedEndpointHosts("one", "two");
  }

  StreamFactory factory() {
    return (target, timeouts) -> {
      boolean probing = timeouts.read().equals(Defaults.PROBE_TIMEOUT);
      return (target.streamOcid().equals(PRIMARY.streamOcid()) ? primary : secondary)
          .client(probing);
    };
  }

  /** A client that knows its secondary. */
  HaStreamClient client() {
    return start(builder());
  }

  HaStreamClient start(HaStreamClientBuilder builder) {
    HaStreamClient client = builder.build(Pair.credentials());
    time.runPending();
    return client;
  }

  /** A client that has served in the primary, whose writes fail now, and is in the secondary. */
  HaStreamClient failedOver(HaStreamClientBuilder builder) {
    HaStreamClient client = start(builder);
    put(client, "before");
    failOver(client);
    return client;
  }

  /** The primary's writes fail from now on, and the client goes to the secondary. */
  void failOver(HaStreamClient client) {
    primary.failPuts(Failures::refused);
    for (int call = 0; call < 6; call++) {
      put(client, "failing " + call);
    }
    time.runPending();
    assertThat(client.status().isPrimaryActive()).isFalse();
  }

  static PutMessagesResponse put(HaStreamClient client, String... values) {
    return client.putMessages(Pair.put(PRIMARY.streamOcid(), values));
  }

  static void read(HaStreamClient client) {
    read(client, PRIMARY.streamOcid());
  }

  static void read(HaStreamClient client, String streamOcid) {
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
