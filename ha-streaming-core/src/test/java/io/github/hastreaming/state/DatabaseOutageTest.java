package io.github.hastreaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.oracle.bmc.streaming.model.PutMessagesResultEntry;
import com.zaxxer.hikari.HikariDataSource;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.event.StateStoreFailed;
import io.github.hastreaming.event.StateStoreRecovered;
import io.github.hastreaming.support.Pair;
import io.github.hastreaming.support.PostgresServer;
import io.github.hastreaming.support.RecordingListener;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.TwoRegions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A client whose state is in a real PostgreSQL that goes away. */
@Tag("environment")
class DatabaseOutageTest {

  @SuppressWarnings("NullAway") // Set before all tests.
  private static PostgresServer server = null;

  @RegisterExtension final TwoRegions regions = TwoRegions.create();
  private final RecordingListener events = new RecordingListener();
  private final HikariDataSource pool = server.pool(2);
  private final FailoverStateStore store =
      FailoverStateStore.jdbc(pool, JdbcTable.CREATED_IF_MISSING);
  private int sent;

  @BeforeAll
  static void startTheServer(@TempDir Path directory) throws IOException {
    server = PostgresServer.start(directory.resolve("data"));
  }

  @AfterAll
  static void stopTheServer() {
    server.close();
  }

  @BeforeEach
  void nothingIsStored() {
    assertThat(stored()).isEmpty();
  }

  @AfterEach
  void closeThePool() throws SQLException {
    pool.close();
    server.execute("DROP TABLE ha_streaming_state");
  }

  private HaStreamClient client() {
    HaStreamClient client =
        Pair.builder(regions)
            .allowedEndpointHosts("127.0.0.1")
            .stateStore(store)
            .statePollInterval(Duration.ofMillis(100))
            .listener(events)
            .build(Pair.credentials());
    Pair.awaitSecondary(client);
    return client;
  }

  private void put(HaStreamClient client) {
    PutMessagesResultEntry entry =
        client
            .putMessages(Pair.put(regions.primaryStreamOcid(), "m" + sent++))
            .getPutMessagesResult()
            .getEntries()
            .get(0);
    assertThat(entry.getError()).isNull();
  }

  private void failOver(HaStreamClient client) {
    regions.primary().inject(Fault.status(500));
    await()
        .until(
            () -> {
              put(client);
              return !client.status().isPrimaryActive();
            });
  }

  private Optional<FailoverState> stored() {
    return store.load(regions.primaryStreamOcid());
  }

  private boolean isSecondaryStored() {
    return stored().filter(state -> !state.isPrimaryActive()).isPresent();
  }

  private void awaitStoreOk(HaStreamClient client, boolean ok) {
    await()
        .until(
            () -> {
              put(client);
              return client.status().isStateStoreOk() == ok;
            });
  }

  private void assertOneEventEachWay() {
    events.await(StateStoreRecovered.class);
    assertThat(events.of(StateStoreFailed.class)).hasSize(1);
    assertThat(events.of(StateStoreRecovered.class)).hasSize(1);
  }

  @Test
  void startsAndServesWithoutItsDatabaseAndStoresItsStateOnceThatIsUp() throws IOException {
    server.stop();
    try (HaStreamClient client = client()) {
      awaitStoreOk(client, false);

      server.startAgain();

      awaitStoreOk(client, true);
      await().until(() -> stored().isPresent());
      assertOneEventEachWay();
    }
  }

  @Test
  void failsOverWithoutItsDatabaseAndTellsItAfterwards() throws IOException {
    try (HaStreamClient client = client()) {
      await().until(() -> stored().isPresent());
      server.stop();
      awaitStoreOk(client, false);
      failOver(client);
      assertThat(client.status().isProvisional()).isTrue();

      server.startAgain();

      awaitStoreOk(client, true);
      await().until(this::isSecondaryStored);
      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(client.status().isProvisional()).isFalse();
      assertOneEventEachWay();
    }
  }

  @Test
  void staysWhereItIsWhenItsDatabaseGoesAwayAfterTheFailover() throws IOException {
    try (HaStreamClient client = client()) {
      failOver(client);
      await().until(this::isSecondaryStored);
      long epoch = client.status().epoch();
      server.stop();
      awaitStoreOk(client, false);

      server.startAgain();

      awaitStoreOk(client, true);
      assertThat(client.status().isPrimaryActive()).isFalse();
      assertThat(client.status().epoch()).isEqualTo(epoch);
      assertOneEventEachWay();
    }
  }

  @Test
  void servesWhileItsDatabaseHangs() throws IOException {
    try (HaStreamClient client = client()) {
      await().until(() -> stored().isPresent());
      server.freeze();
      awaitStoreOk(client, false);
      failOver(client);

      server.thaw();

      await().atMost(Duration.ofSeconds(20)).until(() -> client.status().isStateStoreOk());
      await().until(this::isSecondaryStored);
      assertOneEventEachWay();
    }
  }

  @Test
  void servesWhileThePoolIsExhausted() throws SQLException {
    try (HaStreamClient client = client()) {
      try (Connection one = pool.getConnection();
          Connection two = pool.getConnection()) {
        assertThat(one).isNotSameAs(two);
        awaitStoreOk(client, false);
        failOver(client);
      }

      awaitStoreOk(client, true);
      await().until(this::isSecondaryStored);
      assertOneEventEachWay();
    }
  }
}
