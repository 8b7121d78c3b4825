package io.github.hastreaming.network;

import io.github.hastreaming.support.JavaProcess;
import io.github.hastreaming.support.RegionsProcess;
import io.github.hastreaming.target.StreamTarget;
import io.github.hastreaming.testkit.OciStreamingEmulatorMain;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A region in a network of its own. Emulated regions listen on the loopback only, so its process
 * forwards what comes from elsewhere.
 */
final class RemoteRegion implements AutoCloseable {

  private static final int PORT = 8080;
  private static final int LOOPBACK_PORT = 8081;

  private final NetworkNamespace network;
  private final RegionsProcess process;
  private final String region;

  private RemoteRegion(NetworkNamespace network, RegionsProcess process, String region) {
    this.network = network;
    this.process = process;
    this.region = region;
  }

  /**
   * Starts it, or aborts the test where that is not possible.
   *
   * @param number tells those of one test apart: 0 or 1
   */
  static RemoteRegion start(int number, String region) {
    NetworkNamespace network = NetworkNamespace.create(number);
    try {
      JavaProcess process = JavaProcess.startThrough(network.command(), Main.class, region);
      return new RemoteRegion(network, RegionsProcess.of(process), region);
    } catch (RuntimeException | AssertionError e) {
      network.close();
      throw e;
    }
  }

  StreamTarget target() {
    return process.target(region).withEndpoint("http://" + network.address() + ":" + PORT);
  }

  NetworkNamespace network() {
    return network;
  }

  @Override
  public void close() {
    process.close();
    network.close();
  }

  /** Argument: the region's name. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
      TcpProxy.listen(
          new InetSocketAddress(PORT),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), LOOPBACK_PORT));
      OciStreamingEmulatorMain.main(
          new String[] {"--region", arguments[0] + "=" + LOOPBACK_PORT, "--stream", "orders:1"});
    }
  }
}
