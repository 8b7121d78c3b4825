package io.github.hastreaming.fleet;

import io.github.hastreaming.support.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** On a PostgreSQL. */
class JdbcFleetTest extends FleetContract {

  private final PostgresServer database;

  JdbcFleetTest(@TempDir Path directory) throws IOException {
    database = PostgresServer.start(directory.resolve("data"));
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Override
  protected Class<?> member() {
    return JdbcMember.class;
  }

  @Override
  protected String store() {
    return database.url();
  }

  @Override
  protected void stopStore() throws IOException {
    database.stop();
  }

  @Override
  protected void startStoreAgain() throws IOException {
    database.startAgain();
  }
}
