package io.github.hastreaming.network;

import org.junit.jupiter.api.Test;

/** The network between the application and a region is cut: packets vanish, nothing is refused. */
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
