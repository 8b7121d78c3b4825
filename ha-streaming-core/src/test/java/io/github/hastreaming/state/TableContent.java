package io.github.hastreaming.state;

import static io.github.hastreaming.state.contract.States.PRIMARY;

import io.github.hastreaming.state.contract.StoredContent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The state in the table of a {@link JdbcStateStore}. */
record TableContent(DataSource dataSource) implements StoredContent {

  @Override
  public String read() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT state FROM ha_streaming_state WHERE primary_ocid = ?")) {
      statement.setString(1, PRIMARY.streamOcid());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  @Override
  public void replace(String content) throws SQLException {
    update("state", content);
  }

  void update(String column, Object value) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE ha_streaming_state SET " + column + " = ? WHERE primary_ocid = ?")) {
      statement.setObject(1, value);
      statement.setString(2, PRIMARY.streamOcid());
      statement.executeUpdate();
    }
  }
}
