package io.github.hastreaming.state;

import io.github.hastreaming.internal.settings.Defaults;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Short transactions, each on a connection of its own, whatever the pool's autocommit. None
 * outlasts the time a store has by much: statements are cancelled, and a connection that does not
 * answer is cut off.
 */
final class JdbcSession {

  /** What a transaction does; the answer stands once it is committed. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private static final int QUERY_TIMEOUT_SECONDS = (int) Defaults.STATE_STORE_TIMEOUT.toSeconds();

  /** Longer, so that an answer to the cancelling of a statement may still come. */
  private static final Duration NETWORK_TIMEOUT = Defaults.STATE_STORE_TIMEOUT.multipliedBy(2);

  private final DataSource dataSource;
  private final JdbcTable table;

  JdbcSession(DataSource dataSource, JdbcTable table) {
    this.dataSource = dataSource;
    this.table = table;
  }

  static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  <T> T run(Work<T> work) {
    try {
      return transactWithTable(work);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * The same, but false where another process was faster.
   *
   * @param isLost tells, after a constraint was violated, whether it was the key
   */
  boolean runUnlessRaceIsLost(Work<Boolean> work, Work<Boolean> isLost) {
    try {
      return transactWithTable(work);
    } catch (SQLException e) {
      boolean lost =
          JdbcFailures.isRolledBack(e) || (JdbcFailures.isConstraintViolated(e) && run(isLost));
      if (lost) {
        return false;
      }
      throw failed(e);
    }
  }

  private StateStoreException failed(SQLException e) {
    String hint =
        table == JdbcTable.EXISTS && JdbcFailures.isMissingTable(e)
            ? " (" + JdbcDdl.HINT + ")"
            : "";
    return new StateStoreException(
        "the table " + JdbcDdl.TABLE + " cannot be used: " + reason(e) + hint, e);
  }

  /** A pool says that it has no connection; why is in the cause. */
  private static String reason(SQLException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(failure.getMessage());
    String cause = String.valueOf(root.getMessage());
    return message.contains(cause) ? message : message + ": " + cause;
  }

  private <T> T transactWithTable(Work<T> work) throws SQLException {
    try {
      return transact(work);
    } catch (SQLException e) {
      if (table == JdbcTable.EXISTS || !JdbcFailures.isMissingTable(e)) {
        throw e;
      }
    }
    return afterCreation(work);
  }

  /** Another process may create it as well: whether it is there now, the work itself tells. */
  private <T> T afterCreation(Work<T> work) throws SQLException {
    SQLException notCreated = null;
    try {
      transact(JdbcDdl::create);
    } catch (SQLException e) {
      notCreated = e;
    }
    try {
      return transact(work);
    } catch (SQLException e) {
      throw notCreated != null && JdbcFailures.isMissingTable(e) ? notCreated : e;
    }
  }

  @SuppressWarnings("try") // The limit is there to be closed.
  private <T> T transact(Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        NetworkTimeout limit = NetworkTimeout.on(connection, NETWORK_TIMEOUT)) {
      try {
        T answer = work.on(connection);
        if (!connection.getAutoCommit()) {
          connection.commit();
        }
        return answer;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e); // The connection is lost, and the transaction with it.
    }
  }
}
