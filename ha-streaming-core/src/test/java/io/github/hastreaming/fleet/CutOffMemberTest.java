package io.github.hastreaming.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.network.NetworkNamespace;
import io.github.hastreaming.network.TcpProxy;
import io.github.hastreaming.support.PostgresServer;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One process of six is in a network of its own that is cut. What all of them talk to is reached
 * through proxies at the near end of its cable, since the state that they share names endpoints.
 */
@Tag("fleet")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class CutOffMemberTest {

  private final NetworkNamespace network = NetworkNamespace.create(0);
  private final List<TcpProxy> proxies = new ArrayList<>();
  private final Fleet fleet = new Fleet();
  private final PostgresServer database;

  CutOffMemberTest(@TempDir Path directory) throws IOException {
    database = PostgresServer.start(directory.resolve("data"));
  }

  @AfterEach
  void closeAll() {
    fleet.close();
    database.close();
    proxies.forEach(TcpProxy::close);
    network.close();
  }

  @Test
  void doesNotMoveTheFleetNeitherWhenItsNetworkGoesNorWhenItIsBack() throws Exception {
    String secondaryOcid = fleet.secondary().createStream("orders-secondary", 2);
    fleet.start(
        network.command(),
        JdbcMember.class,
        new Fleet.Addresses(
            endpoint(fleet.primary()),
            secondaryOcid,
            endpoint(fleet.secondary()),
            database.url(network.nearAddress(), reachable(database.port()))));
    Member apart = fleet.members().get(0);
    List<Member> others = fleet.members().subList(1, 6);

    network.cut();
    Fleet.await(() -> !apart.told("stays").isEmpty());
    fleet.awaitMore(others);
    network.restore();
    fleet.awaitMore();
    fleet.awaitMore();

    assertThat(fleet.members()).allSatisfy(member -> assertThat(member.switches()).isEmpty());
    fleet.assertNothingLost();
    assertThat(Fleet.told(others, "error")).isEmpty();
  }

  private String endpoint(OciStreamingEmulator region) {
    int port = URI.create(region.endpoint()).getPort();
    return "http://" + network.nearAddress() + ":" + reachable(port);
  }

  /** Returns the port at the near end of the cable that leads to a port of this host. */
  private int reachable(int port) {
    TcpProxy proxy =
        TcpProxy.listen(
            new InetSocketAddress(network.nearAddress(), 0),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    proxies.add(proxy);
    return proxy.port();
  }
}
