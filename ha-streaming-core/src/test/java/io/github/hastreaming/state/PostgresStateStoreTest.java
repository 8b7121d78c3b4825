package io.github.hastreaming.state;

import static io.github.hastreaming.state.contract.States.PRIMARY;
import static io.github.hastreaming.state.contract.States.onPrimary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.hastreaming.state.contract.FailoverStateStoreContract;
import io.github.hastreaming.state.contract.StoreOutage;
import io.github.hastreaming.state.contract.StoredContent;
import io.github.hastreaming.support.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("environment")
class PostgresStateStoreTest extends FailoverStateStoreContract {

  private static final Optional<FailoverState> NOTHING = Optional.empty();

  @SuppressWarnings("NullAway") // Set before all tests.
  private PostgresServer server = null;

  @SuppressWarnings("NullAway") // Set before each test.
  private HikariDataSource pool = null;

  @BeforeAll
  void startTheServer(@TempDir Path directory) throws IOException {
    server = PostgresServer.start(directory.resolve("data"));
  }

  @AfterAll
  void stopTheServer() {
    server.close();
  }

  @BeforeEach
  void openThePool() throws SQLException {
    server.execute("DROP TABLE IF EXISTS ha_streaming_state");
    pool = server.pool(4, this::configure);
  }

  @AfterEach
  void closeThePool() {
    pool.close();
  }

  /** What the pool's connections are like. */
  void configure(HikariConfig config) {}

  @Override
  protected FailoverStateStore store() {
    return FailoverStateStore.jdbc(pool, JdbcTable.CREATED_IF_MISSING);
  }

  @Override
  protected Optional<StoredContent> content() {
    return Optional.of(new TableContent(server.admin()));
  }

  @Override
  protected Optional<StoreOutage> outage() {
    return Optional.of(
        new StoreOutage() {
          @Override
          public void fail() throws IOException {
            server.stop();
          }

          @Override
          public boolean hang() throws IOException {
            server.freeze();
            return true;
          }

          @Override
          public void end() throws IOException {
            if (server.isFrozen()) {
              server.thaw();
            } else {
              server.startAgain();
            }
          }
        });
  }

  @Test
  void failsWhileThePoolHasNoConnectionAndWorksOnceItHas() throws SQLException {
    store().compareAndSet(NOTHING, onPrimary(1));
    try (HikariDataSource one = server.pool(1)) {
      FailoverStateStore store = FailoverStateStore.jdbc(one);
      try (Connection taken = one.getConnection()) {
        assertThat(taken.isClosed()).isFalse();
        assertThatThrownBy(() -> store.load(PRIMARY.streamOcid()))
            .isInstanceOf(StateStoreException.class)
            .hasMessageContaining("timed out");
      }

      assertThat(store.load(PRIMARY.streamOcid())).contains(onPrimary(1));
    }
  }

  @Test
  void needsNoMoreThanOneConnection() {
    try (HikariDataSource one = server.pool(1)) {
      FailoverStateStore store = FailoverStateStore.jdbc(one, JdbcTable.CREATED_IF_MISSING);

      assertThat(store.compareAndSet(NOTHING, onPrimary(1))).isTrue();
      assertThat(store.load(PRIMARY.streamOcid())).contains(onPrimary(1));
      assertThat(one.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }

  @Test
  void saysHowToMakeATableThatIsMissing() {
    assertThatThrownBy(() -> FailoverStateStore.jdbc(pool).load(PRIMARY.streamOcid()))
        .hasMessageContaining("ha-streaming-state-postgresql.sql");
  }

  @Test
  void waitsNoLongerForALockThanItsStatementMayTake() throws SQLException {
    store().compareAndSet(NOTHING, onPrimary(1));
    try (Connection other = server.admin().getConnection()) {
      other.setAutoCommit(false);
      try (var statement = other.createStatement()) {
        statement.execute("LOCK TABLE ha_streaming_state");
      }

      assertThatThrownBy(() -> store().load(PRIMARY.streamOcid()))
          .isInstanceOf(StateStoreException.class);
      other.rollback();
    }
    assertThat(store().load(PRIMARY.streamOcid())).contains(onPrimary(1));
  }

  @Test
  void makesNoTableOfItsOwnWhereItMayNotReadTheOneThatIsThere() throws Exception {
    store().compareAndSet(NOTHING, onPrimary(1));
    server.execute("CREATE ROLE app LOGIN");
    server.execute("CREATE SCHEMA app AUTHORIZATION app");
    String url = server.url().replace("user=postgres", "user=app");
    try (HikariDataSource ofApp = server.pool(1, config -> config.setJdbcUrl(url))) {
      FailoverStateStore store = FailoverStateStore.jdbc(ofApp, JdbcTable.CREATED_IF_MISSING);

      assertThatThrownBy(() -> store.load(PRIMARY.streamOcid()))
          .isInstanceOf(StateStoreException.class)
          .hasMessageContaining("permission denied");
    } finally {
      server.execute("DROP SCHEMA app CASCADE");
      server.execute("DROP ROLE app");
    }
  }

  @Test
  void tellsWhyThePoolHasNoConnection() {
    try (HikariDataSource elsewhere =
        server.pool(
            1, config -> config.setJdbcUrl(server.url().replace("/postgres?", "/nowhere?")))) {
      assertThatThrownBy(() -> FailoverStateStore.jdbc(elsewhere).load(PRIMARY.streamOcid()))
          .isInstanceOf(StateStoreException.class)
          .hasMessageContaining("database \"nowhere\" does not exist");
    }
  }
}
