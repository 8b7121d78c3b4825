package io.github.hastreaming.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Holds a port on which nobody listens: connections are refused, yet no other process gets it, nor
 * a client as the local port of a connection (which would then even connect to itself).
 */
final class ReservedPort implements AutoCloseable {
  private final Socket socket = new Socket();

  ReservedPort(InetSocketAddress address) throws IOException {
    socket.setReuseAddress(true);
    socket.bind(address);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
