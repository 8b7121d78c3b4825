package io.github.hastreaming.network;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Forwards TCP connections; what is sent arrives later by a delay, in order. */
public final class TcpProxy implements AutoCloseable {

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Set<Closeable> sockets = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;

  private TcpProxy(ServerSocket server, InetSocketAddress target) {
    this.server = server;
    this.target = target;
  }

  /**
   * Listens.
   *
   * @param at the address; port 0 for any free one
   * @param target where to
   */
  public static TcpProxy listen(InetSocketAddress at, InetSocketAddress target) {
    try {
      ServerSocket server = new ServerSocket();
      server.bind(at);
      TcpProxy proxy = new TcpProxy(server, target);
      daemon(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How long everything that is sent from now on takes, each way. */
  void delay(Duration eachWay) {
    delay = eachWay;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        sockets.add(near);
        Socket far = new Socket();
        sockets.add(far);
        far.connect(target);
        forward(near, far);
        forward(far, near);
      }
    } catch (IOException e) {
      close(); // As a network would have it: all or nothing.
    }
  }

  private void forward(Socket from, Socket to) throws IOException {
    DelayedBytes bytes = new DelayedBytes(from.getInputStream(), to.getOutputStream());
    daemon(() -> closeAfter(() -> bytes.readUntilEnd(() -> delay), from));
    daemon(() -> closeAfter(bytes::writeUntilEnd, to));
  }

  private void closeAfter(Transfer transfer, Socket socket) {
    try {
      transfer.run();
    } catch (IOException | InterruptedException e) {
      // One end is gone: so is the other, in a moment.
    } finally {
      sockets.remove(socket);
      closeQuietly(socket);
    }
  }

  private interface Transfer {
    void run() throws IOException, InterruptedException;
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }

  @Override
  public void close() {
    closeQuietly(server);
    sockets.forEach(TcpProxy::closeQuietly);
  }
}
