package io.github.hastreaming.network;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The network between the application and a region is cut: packets vanish, nothing is refused. */
@Timeout(value = 3, unit = TimeUnit.MINUTES) // A busy machine starts processes slowly.
@Tag("environment")
class CutLinkTest {

  @Test
  void aLinkThatIsCutAndRestoredCostsNoMessageAndNoError() {
    try (RemoteRegion primary = RemoteRegion.start(0, "sa-saopaulo-1");
        RemoteRegion secondary = RemoteRegion.start(1, "sa-vinhedo-1");
        Traffic traffic = Traffic.between(primary.target(), secondary.target())) {
      NetworkNamespace network = primary.network();
      Outage.costsNothing("link cut", traffic, network::cut, network::restore);
    }
  }
}
