package io.github.hastreaming.evidence;

import com.oracle.bmc.streaming.Stream;
import com.oracle.bmc.streaming.model.CreateCursorDetails;
import com.oracle.bmc.streaming.requests.CreateCursorRequest;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.HaStreamClientBuilder;
import io.github.hastreaming.VirtualTime;
import io.github.hastreaming.internal.settings.Defaults;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.support.ScriptedRegion;
import io.github.hastreaming.support.VirtualTimeSource;
import io.github.hastreaming.target.StreamFactory;
import io.github.hastreaming.target.StreamTarget;
import java.time.Duration;

/** Two scripted regions in virtual time, whose background tasks can be troubled. One thread. */
final class ScriptedPair {

  static final StreamTarget PRIMARY =
      StreamTarget.of("sa-saopaulo-1", "ocid1.stream.oc1.sa-saopaulo-1.aaaaprimary", "https://one");
  static final StreamTarget SECONDARY =
      StreamTarget.of("sa-vinhedo-1", "ocid1.stream.oc1.sa-vinhedo-1.aaasecondary", "https://two");

  final VirtualTimeSource time = new VirtualTimeSource();
  final TroubledTime trouble = new TroubledTime(time);
  final ScriptedRegion primary = new ScriptedRegion(PRIMARY);
  final ScriptedRegion secondary = new ScriptedRegion(SECONDARY);
  final RecordingListener events = new RecordingListener();

  HaStreamClientBuilder builder() {
    HaStreamClientBuilder builder =
        HaStreamClient.builder()
            .primary(PRIMARY)
            .secondaryResolver(SecondaryResolver.fixed(SECONDARY))
            .allowedEndpointHosts("one", "two")
            .streamFactory(factory())
            .listener(events);
    return VirtualTime.on(builder, trouble);
  }

  StreamFactory factory() {
    return (target, timeouts) -> {
      boolean probing = timeouts.read().equals(Defaults.PROBE_TIMEOUT);
      return (target.streamOcid().equals(PRIMARY.streamOcid()) ? primary : secondary)
          .client(probing);
    };
  }

  HaStreamClient start(HaStreamClientBuilder builder) {
    HaStreamClient client = builder.build(Pair.credentials());
    time.runPending();
    return client;
  }

  void pass(Duration duration) {
    time.advance(duration);
  }

  /** Puts, and lets a pause pass after each. */
  void put(Stream client, int times, Duration pause) {
    for (int call = 0; call < times; call++) {
      client.putMessages(Pair.put(PRIMARY.streamOcid(), "m" + call));
      pass(pause);
    }
  }

  static void read(Stream client) {
    client.createCursor(
        CreateCursorRequest.builder()
            .streamId(PRIMARY.streamOcid())
            .createCursorDetails(
                CreateCursorDetails.builder()
                    .partition("0")
                    .type(CreateCursorDetails.Type.TrimHorizon)
                    .build())
            .build());
  }
}
