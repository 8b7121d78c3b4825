package io.github.hastreaming.state;

import com.zaxxer.hikari.HikariConfig;
import org.junit.jupiter.api.Tag;

/** A pool without autocommit, whose transactions the database rolls back where they collide. */
@Tag("environment")
class PostgresSerializableStateStoreTest extends PostgresStateStoreTest {

  @Override
  void configure(HikariConfig config) {
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
  }
}
