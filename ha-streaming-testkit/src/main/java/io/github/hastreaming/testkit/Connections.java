package io.github.hastreaming.testkit;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import wiremock.org.eclipse.jetty.io.EndPoint;

/** Ends connections in the ways that a failing region does. */
final class Connections {
  private Connections() {}

  /** Sends a reset, so that the client sees no orderly end. */
  static void reset(EndPoint connection) {
    resetWhenClosed(connection);
    connection.close();
  }

  static void resetWhenClosed(EndPoint connection) {
    try {
      ((SocketChannel) connection.getTransport()).setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException closedAlready) {
      // the client was faster
    }
  }
}
