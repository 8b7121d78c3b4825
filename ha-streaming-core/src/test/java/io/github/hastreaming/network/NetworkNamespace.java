package io.github.hastreaming.network;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A network of its own, connected with the test's by one cable. */
public final class NetworkNamespace implements AutoCloseable {

  private static final int NETWORKS = 1 << 14;

  private final String name;
  private final String nearDevice;
  private final String farDevice;
  private final String nearAddress;
  private final String farAddress;

  private NetworkNamespace(int number) {
    long process = ProcessHandle.current().pid();
    long network = (process * 2 + number) % NETWORKS;
    name = "ha-streaming-" + process + "-" + number;
    nearDevice = "hs" + process + "n" + number;
    farDevice = "hs" + process + "f" + number;
    // Of the block that is set aside for tests of networks: RFC 2544.
    String block = "198." + (18 + network / (1 << 13)) + "." + network / 32 % 256 + ".";
    nearAddress = block + (network % 32 * 8 + 1);
    farAddress = block + (network % 32 * 8 + 2);
  }

  /**
   * Makes it, or aborts the test where that is not possible.
   *
   * @param number tells those of one process apart: 0 or 1
   */
  public static NetworkNamespace create(int number) {
    NetworkNamespace namespace = new NetworkNamespace(number);
    Runtime.getRuntime().addShutdownHook(new Thread(namespace::close));
    try {
      namespace.connect();
      return namespace;
    } catch (IOException e) {
      namespace.close();
      return abort("skipped: no network namespaces here (root, iproute2): " + e.getMessage());
    }
  }

  private void connect() throws IOException {
    ip("netns", "add", name);
    ip("link", "add", nearDevice, "type", "veth", "peer", "name", farDevice);
    ip("link", "set", farDevice, "netns", name);
    ip("address", "add", nearAddress + "/30", "dev", nearDevice);
    ip("link", "set", nearDevice, "up");
    ip("-n", name, "address", "add", farAddress + "/30", "dev", farDevice);
    ip("-n", name, "link", "set", "lo", "up");
    ip("-n", name, "link", "set", farDevice, "up");
  }

  /** The address of the test's end of the cable. */
  public String nearAddress() {
    return nearAddress;
  }

  /** The address of its own end of the cable. */
  String address() {
    return farAddress;
  }

  /** What a command begins with that runs there. */
  public List<String> command() {
    return List.of("ip", "netns", "exec", name);
  }

  /** Pulls the cable at the far end: packets vanish, nobody is told. */
  public void cut() {
    setFarEnd("down");
  }

  public void restore() {
    setFarEnd("up");
  }

  private void setFarEnd(String state) {
    try {
      ip("-n", name, "link", "set", farDevice, state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cable goes with it. */
  @Override
  public void close() {
    try {
      ip("link", "delete", nearDevice);
    } catch (IOException e) {
      // It was not made, or has gone with its other end.
    }
    try {
      ip("netns", "delete", name);
    } catch (IOException e) {
      // It was not made.
    }
  }

  private static void ip(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + output.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
