package io.github.hastreaming.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * A limit on a connection's wait for its database, as far as the driver has one; closing it brings
 * back what was set before.
 */
final class NetworkTimeout implements AutoCloseable {

  private static final Executor AT_ONCE = Runnable::run;
  private static final int UNSUPPORTED = -1;

  private final Connection connection;
  private final int before;

  private NetworkTimeout(Connection connection, int before) {
    this.connection = connection;
    this.before = before;
  }

  static NetworkTimeout on(Connection connection, Duration limit) {
    int before = UNSUPPORTED;
    try {
      before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(AT_ONCE, (int) limit.toMillis());
    } catch (SQLException | AbstractMethodError notSupported) {
      // The statements' own timeout remains.
    }
    return new NetworkTimeout(connection, before);
  }

  @Override
  public void close() {
    try {
      if (before != UNSUPPORTED && !connection.isClosed()) {
        connection.setNetworkTimeout(AT_ONCE, before);
      }
    } catch (SQLException | AbstractMethodError notSupported) {
      // The pool finds out that the connection is broken.
    }
  }
}
