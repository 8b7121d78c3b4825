package io.github.hastreaming.state;

import static io.github.hastreaming.state.contract.States.PRIMARY;
import static io.github.hastreaming.state.contract.States.onPrimary;
import static io.github.hastreaming.state.contract.States.onSecondary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.hastreaming.state.contract.FailoverStateStoreContract;
import io.github.hastreaming.state.contract.StoredContent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class H2StateStoreTest extends FailoverStateStoreContract {

  private static final Optional<FailoverState> NOTHING = Optional.empty();

  private final JdbcDataSource database = new JdbcDataSource();

  /** What H2 is to behave like. */
  String mode() {
    return "REGULAR";
  }

  @BeforeEach
  void openTheDatabase() {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=" + mode() + ";DB_CLOSE_DELAY=-1");
    // By one alone: others could write before H2 has put the primary key in force.
    assertThat(store().load(PRIMARY.streamOcid())).isEmpty();
  }

  @AfterEach
  void dropTheDatabase() throws SQLException {
    execute("SHUTDOWN");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  protected FailoverStateStore store() {
    return FailoverStateStore.jdbc(database, JdbcTable.CREATED_IF_MISSING);
  }

  @Override
  protected Optional<StoredContent> content() {
    return Optional.of(new TableContent(database));
  }

  @Test
  void saysHowToMakeATableThatIsMissing() throws SQLException {
    execute("DROP TABLE ha_streaming_state");

    assertThatThrownBy(() -> FailoverStateStore.jdbc(database).load(PRIMARY.streamOcid()))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("ha_streaming_state")
        .hasMessageContaining("ha-streaming-state.sql")
        .hasMessageContaining("CREATED_IF_MISSING");
  }

  @Test
  void usesATableThatExistsWithoutAskingForMore() {
    store().compareAndSet(NOTHING, onPrimary(1));

    assertThat(FailoverStateStore.jdbc(database).load(PRIMARY.streamOcid())).contains(onPrimary(1));
  }

  @Test
  void tellsThatATableOfItsNameIsAnother() throws SQLException {
    execute("DROP TABLE ha_streaming_state");
    execute("CREATE TABLE ha_streaming_state (id INT)");

    assertThatThrownBy(() -> store().load(PRIMARY.streamOcid()))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContainingAll("ha_streaming_state", "EPOCH");
  }

  @Test
  void failsWhereTheTableTakesNoRow() throws SQLException {
    execute("ALTER TABLE ha_streaming_state ADD team VARCHAR(9) NOT NULL");

    assertThatThrownBy(() -> store().compareAndSet(NOTHING, onPrimary(1)))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("TEAM");
  }

  @Test
  void refusesARowWhoseColumnsAreNotThoseOfItsState() throws SQLException {
    store().compareAndSet(NOTHING, onPrimary(1));
    new TableContent(database).update("epoch", 9);

    assertThatThrownBy(() -> store().load(PRIMARY.streamOcid()))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining(PRIMARY.streamOcid())
        .hasMessageContaining("epoch");
    assertThatThrownBy(() -> store().compareAndSet(Optional.of(onPrimary(9)), onSecondary(10)))
        .isInstanceOf(StateStoreException.class);
  }

  @Test
  void refusesTheStateOfAnotherPrimaryInTheRow() throws SQLException {
    store().compareAndSet(NOTHING, onPrimary(1));
    new TableContent(database).update("primary_ocid", "ocid1.another");

    assertThatThrownBy(() -> store().load("ocid1.another"))
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining(PRIMARY.streamOcid());
  }

  @Test
  void givesConnectionsBackAsTheyWere() {
    CountedConnections connections = new CountedConnections(database);
    FailoverStateStore store =
        FailoverStateStore.jdbc(connections.dataSource(), JdbcTable.CREATED_IF_MISSING);

    store.compareAndSet(NOTHING, onPrimary(1));
    store.load(PRIMARY.streamOcid());
    assertThatThrownBy(() -> store.compareAndSet(Optional.of(onPrimary(1)), onPrimary(1)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(connections.opened()).isPositive().isEqualTo(connections.closed());
    assertThat(connections.changesOfAutoCommit()).isZero();
  }

  @Test
  void commitsWhereThePoolsConnectionsDoNot() {
    CountedConnections connections = new CountedConnections(database).withoutAutoCommit();
    FailoverStateStore store =
        FailoverStateStore.jdbc(connections.dataSource(), JdbcTable.CREATED_IF_MISSING);

    assertThat(store.compareAndSet(NOTHING, onPrimary(1))).isTrue();
    assertThat(store.compareAndSet(NOTHING, onPrimary(2))).isFalse();

    assertThat(store().load(PRIMARY.streamOcid())).contains(onPrimary(1));
    assertThat(connections.opened()).isEqualTo(connections.closed());
  }

  @Test
  void rollsBackWhatFailed() throws SQLException {
    execute("ALTER TABLE ha_streaming_state ADD team VARCHAR(9) NOT NULL");
    CountedConnections connections = new CountedConnections(database).withoutAutoCommit();
    FailoverStateStore store = FailoverStateStore.jdbc(connections.dataSource());

    assertThatThrownBy(() -> store.compareAndSet(NOTHING, onPrimary(1)))
        .isInstanceOf(StateStoreException.class);

    assertThat(connections.rollbacks()).isEqualTo(1);
  }

  @Test
  void isToldThatAnotherWasFasterWithTheFirstState() {
    CountedConnections connections =
        new CountedConnections(database)
            .beforeInsert(() -> store().compareAndSet(NOTHING, onSecondary(1)));
    FailoverStateStore store = FailoverStateStore.jdbc(connections.dataSource());

    assertThat(store.compareAndSet(NOTHING, onPrimary(1))).isFalse();

    assertThat(store().load(PRIMARY.streamOcid())).contains(onSecondary(1));
  }

  @Test
  void demandsItsArguments() {
    assertThatThrownBy(() -> FailoverStateStore.jdbc(nothing()))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("dataSource");
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // What a careless caller passes.
  private static <T> T nothing() {
    return null;
  }
}
