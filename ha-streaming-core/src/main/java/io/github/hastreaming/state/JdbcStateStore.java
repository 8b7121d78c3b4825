package io.github.hastreaming.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * See {@link FailoverStateStore#jdbc(DataSource)}. A change is one statement that compares the
 * version; the columns repeat what is in the text, since databases do not compare CLOBs.
 */
final class JdbcStateStore implements FailoverStateStore {

  private static final String SELECT =
      "SELECT epoch, lineage, state FROM ha_streaming_state WHERE primary_ocid = ?";
  private static final String INSERT =
      "INSERT INTO ha_streaming_state (epoch, lineage, state, primary_ocid) VALUES (?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE ha_streaming_state SET epoch = ?, lineage = ?, state = ?"
          + " WHERE primary_ocid = ? AND epoch = ? AND lineage = ?";

  private final JdbcSession session;

  JdbcStateStore(DataSource dataSource, JdbcTable table) {
    this.session =
        new JdbcSession(
            Objects.requireNonNull(dataSource, "dataSource"),
            Objects.requireNonNull(table, "table"));
  }

  @Override
  public Optional<FailoverState> load(String primaryOcid) {
    return session.run(connection -> select(connection, primaryOcid));
  }

  @Override
  public boolean compareAndSet(Optional<FailoverState> expected, FailoverState next) {
    String text = FailoverStateText.write(next);
    return session.runUnlessRaceIsLost(
        connection -> {
          // Never over content that cannot be read, although its version may be in the columns.
          Optional<FailoverState> stored = select(connection, next.primaryOcid());
          return next.mayReplace(stored, expected)
              && (expected.isPresent()
                  ? update(connection, expected.get(), next, text)
                  : insert(connection, next, text));
        },
        connection -> expected.isEmpty() && select(connection, next.primaryOcid()).isPresent());
  }

  private static Optional<FailoverState> select(Connection connection, String primaryOcid)
      throws SQLException {
    try (PreparedStatement statement = JdbcSession.prepare(connection, SELECT)) {
      statement.setString(1, primaryOcid);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(stateIn(row, primaryOcid)) : Optional.empty();
      }
    }
  }

  private static FailoverState stateIn(ResultSet row, String primaryOcid) throws SQLException {
    FailoverState state;
    try {
      state = FailoverStateText.read(row.getString("state"));
    } catch (IllegalArgumentException e) {
      throw unusable(primaryOcid, String.valueOf(e.getMessage()));
    }
    if (!state.primaryOcid().equals(primaryOcid)) {
      throw unusable(primaryOcid, "its state is of another primary, " + state.primaryOcid());
    }
    boolean columnsAgree =
        state.epoch() == row.getLong("epoch") && state.lineage().equals(row.getString("lineage"));
    if (!columnsAgree) {
      throw unusable(primaryOcid, "its epoch and lineage are not those of its state");
    }
    return state;
  }

  private static StateStoreException unusable(String primaryOcid, String why) {
    return new StateStoreException(
        "the row of primary_ocid="
            + primaryOcid
            + " in ha_streaming_state cannot be used: "
            + why
            + " (it is left as it is: repair it, or delete it to begin anew)",
        null);
  }

  private static boolean update(
      Connection connection, FailoverState expected, FailoverState next, String text)
      throws SQLException {
    try (PreparedStatement statement = JdbcSession.prepare(connection, UPDATE)) {
      fill(statement, next, text);
      statement.setLong(5, expected.epoch());
      statement.setString(6, expected.lineage());
      return statement.executeUpdate() == 1;
    }
  }

  private static boolean insert(Connection connection, FailoverState next, String text)
      throws SQLException {
    try (PreparedStatement statement = JdbcSession.prepare(connection, INSERT)) {
      fill(statement, next, text);
      return statement.executeUpdate() == 1;
    }
  }

  private static void fill(PreparedStatement statement, FailoverState next, String text)
      throws SQLException {
    statement.setLong(1, next.epoch());
    statement.setString(2, next.lineage());
    statement.setString(3, text);
    statement.setString(4, next.primaryOcid());
  }

  @Override
  public String toString() {
    return "jdbc(ha_streaming_state)";
  }
}
