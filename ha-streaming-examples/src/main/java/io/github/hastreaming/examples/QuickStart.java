package io.github.hastreaming.examples;

import com.oracle.bmc.auth.AbstractAuthenticationDetailsProvider;
import com.oracle.bmc.streaming.Stream;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.target.StreamTarget;
import java.nio.file.Path;

/** The README's example, compiled. */
final class QuickStart {

  private QuickStart() {}

  static Stream connect(
      String streamOcid,
      String streamEndpoint,
      AbstractAuthenticationDetailsProvider authenticationDetailsProvider) {
    Stream stream =
        HaStreamClient.builder()
            .primary(StreamTarget.of("sa-saopaulo-1", streamOcid, streamEndpoint))
            .secondaryResolver(
                SecondaryResolver.firstOf(
                    SecondaryResolver.environment(),
                    SecondaryResolver.propertiesFile(Path.of("stream.properties"))))
            .stateStore(FailoverStateStore.propertiesFile(Path.of("stream.properties")))
            .build(authenticationDetailsProvider);
    return stream;
  }
}
