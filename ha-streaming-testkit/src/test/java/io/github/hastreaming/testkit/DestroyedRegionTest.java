package io.github.hastreaming.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.oracle.bmc.model.BmcException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DestroyedRegionTest {
  @RegisterExtension private final EmulatedRegion region = new EmulatedRegion(1);

  @Test
  void itsDataIsGoneAndConnectionsAreRefused() {
    region.put("a");

    region.emulator().destroy();

    assertThatThrownBy(() -> region.put("b")).hasRootCauseInstanceOf(SocketException.class);
    assertThatThrownBy(() -> region.put("b")).hasRootCauseInstanceOf(ConnectException.class);
    assertThat(region.emulator().messages()).isEmpty();
    assertThat(region.emulator().streams()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> region.emulator().messages(region.streamOcid()));
    assertThat(region.emulator().requests()).hasSize(1);
  }

  @Test
  void nothingBringsItBack() {
    FaultHandle refused = region.emulator().inject(Fault.refused());
    region.emulator().destroy();
    region.emulator().destroy();

    refused.heal();
    region.emulator().heal();

    assertThatThrownBy(() -> region.put("a")).hasRootCauseInstanceOf(ConnectException.class);
    assertThatIllegalStateException()
        .isThrownBy(() -> region.emulator().createStream("another", 1))
        .withMessageContaining("sa-saopaulo-1 is destroyed");
    assertThatIllegalStateException().isThrownBy(() -> region.emulator().inject(Fault.status(500)));
  }

  @Test
  void whatItHeldIsLost() {
    region.put("opens a connection");
    FaultHandle slow = region.emulator().inject(Fault.slow(Duration.ofHours(1)));
    CompletableFuture<?> put = CompletableFuture.supplyAsync(() -> region.put("a"));
    await().until(() -> slow.hits() == 1);

    region.emulator().destroy();

    assertThatThrownBy(put::join).hasCauseInstanceOf(BmcException.class);
  }

  @Test
  void closingItFreesItsPort() {
    int port = region.emulator().port();
    region.emulator().destroy();
    region.emulator().close();

    try (OciStreamingEmulator successor =
        OciStreamingEmulator.builder().region("sa-saopaulo-1").port(port).start()) {
      assertThat(successor.streams()).isEmpty();
    }
  }
}
