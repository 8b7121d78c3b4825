package io.github.hastreaming.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.support.Account;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.TwoRegions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way to the primary takes long. */
@Timeout(value = 3, unit = TimeUnit.MINUTES) // A busy machine starts processes slowly.
@Tag("environment")
class SlowLinkTest {

  private static final Duration LONGER_THAN_A_BUSY_MACHINE_ADDS = Duration.ofSeconds(4);

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  private TcpProxy link = TcpProxy.listen(loopback(0), loopback(0));

  @BeforeEach
  void lead() {
    link.close();
    int port = URI.create(regions.primary().endpoint()).getPort();
    link = TcpProxy.listen(loopback(0), loopback(port));
  }

  @AfterEach
  void cut() {
    link.close();
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private StreamTarget primary() {
    return Pair.primary(regions).withEndpoint("http://127.0.0.1:" + link.port());
  }

  @Test
  void aSlowRegionIsNoFailedOne() {
    try (Traffic traffic =
        Traffic.between(primary(), Pair.secondary(regions), LONGER_THAN_A_BUSY_MACHINE_ADDS)) {
      link.delay(Duration.ofMillis(250));
      traffic.awaitMore();
      boolean switched = traffic.producerSwitched();
      link.delay(Duration.ZERO);
      Account account = traffic.drain();

      Figures.print("250 ms each way", 0, traffic, account);
      assertThat(switched).isFalse();
      assertThat(traffic.errors()).isEmpty();
      assertThat(account.lost()).isZero();
    }
  }

  /**
   * Answers come within the read timeout, but later than a call may take: well later, as a process
   * that is late itself looks a second time before it takes 2.5 s of silence for a hang, and an
   * answer that comes first makes the region a slow one, which is not left.
   */
  @Test
  void aRegionThatTakesFourSecondsIsLeftAndComeBackToWithoutAnError() {
    try (Traffic traffic = Traffic.between(primary(), Pair.secondary(regions))) {
      Outage.costsNothing(
          "2000 ms each way",
          traffic,
          () -> link.delay(Duration.ofSeconds(2)),
          () -> link.delay(Duration.ZERO));
    }
  }
}
