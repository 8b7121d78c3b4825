package io.github.hastreaming.state;

import com.zaxxer.hikari.HikariConfig;

/** A pool without autocommit, whose transactions the database rolls back where they collide. */
class PostgresSerializableStateStoreTest extends PostgresStateStoreTest {

  @Override
  void configure(HikariConfig config) {
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
  }
}
