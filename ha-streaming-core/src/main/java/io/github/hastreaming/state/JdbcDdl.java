package io.github.hastreaming.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of {@link JdbcStateStore}, from the DDL that is shipped. */
final class JdbcDdl {

  static final String TABLE = "ha_streaming_state";
  static final String HINT =
      "if the table is missing, create it with io/github/hastreaming/state/ha-streaming-state.sql,"
          + " for PostgreSQL ha-streaming-state-postgresql.sql, from ha-streaming-core's jar, or"
          + " let the store create it: JdbcTable.CREATED_IF_MISSING";

  private static final Logger LOG = LoggerFactory.getLogger(FailoverStateStore.class);

  private JdbcDdl() {}

  static boolean create(Connection connection) throws SQLException {
    String database = connection.getMetaData().getDatabaseProductName();
    try (Statement statement = connection.createStatement()) {
      statement.execute(ddl(database));
    }
    LOG.info("Created the table {}", TABLE);
    return true;
  }

  /** PostgreSQL alone does not know the standard's CLOB. */
  private static String ddl(String database) {
    String name =
        database.equals("PostgreSQL")
            ? "ha-streaming-state-postgresql.sql"
            : "ha-streaming-state.sql";
    try (InputStream resource = JdbcDdl.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("the resource " + name + " is missing from the jar");
      }
      return new String(resource.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
