package io.github.hastreaming.state;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts what is done with the connections of a database. */
final class CountedConnections {

  private final DataSource database;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger autoCommitChanges = new AtomicInteger();
  private final AtomicInteger rollbacks = new AtomicInteger();
  private boolean autoCommit = true;
  private @Nullable Runnable beforeInsert;

  CountedConnections(DataSource database) {
    this.database = database;
  }

  CountedConnections withoutAutoCommit() {
    autoCommit = false;
    return this;
  }

  /** Something that happens once, just before a row is inserted. */
  CountedConnections beforeInsert(Runnable action) {
    beforeInsert = action;
    return this;
  }

  DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("getConnection")) {
                throw new UnsupportedOperationException(method.getName());
              }
              return connection();
            });
  }

  private Connection connection() throws SQLException {
    opened.incrementAndGet();
    Connection connection = database.getConnection();
    connection.setAutoCommit(autoCommit);
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "close" -> closed.incrementAndGet();
                case "setAutoCommit" -> autoCommitChanges.incrementAndGet();
                case "rollback" -> rollbacks.incrementAndGet();
                case "prepareStatement" -> prepares((String) arguments[0]);
                default -> {}
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void prepares(String sql) {
    Runnable action = beforeInsert;
    if (action != null && sql.startsWith("INSERT")) {
      beforeInsert = null;
      action.run();
    }
  }

  int rollbacks() {
    return rollbacks.get();
  }

  int opened() {
    return opened.get();
  }

  int closed() {
    return closed.get();
  }

  int changesOfAutoCommit() {
    return autoCommitChanges.get();
  }
}
