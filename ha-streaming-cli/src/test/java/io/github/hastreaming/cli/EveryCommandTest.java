package io.github.hastreaming.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.state.JdbcTable;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.TwoRegions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command against every store, with a secondary that is well, slow, dead or not itself. */
class EveryCommandTest {

  /** How the secondary is. */
  enum Condition {
    WELL,
    SLOW,
    DEAD,
    HTML;

    void befall(OciStreamingEmulator region) {
      switch (this) {
        case WELL -> {}
        case SLOW -> region.inject(Fault.slow(Duration.ofMillis(700)));
        case DEAD -> region.inject(Fault.refused());
        case HTML -> region.inject(Fault.html(200));
      }
    }

    boolean serves() {
      return this == WELL || this == SLOW;
    }
  }

  /** Where the fleet's state is. */
  enum Kind {
    FILE,
    H2,
    POSTGRESQL
  }

  /**
   * A store as the fleet opens it and as the command line names it.
   *
   * @param url for {@code --store}
   */
  private record Place(FailoverStateStore store, String url) {}

  private static @Nullable EmbeddedPostgres server;

  @RegisterExtension final TwoRegions regions = TwoRegions.create();

  @TempDir Path directory;

  @BeforeAll
  static void startTheDatabase() throws Exception {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopTheDatabase() throws Exception {
    Objects.requireNonNull(server).close();
  }

  static Stream<Arguments> cases() {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> Arrays.stream(Condition.values()).map(c -> Arguments.of(kind, c)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyCommandIsDoneOrSaysWhyNot(Kind kind, Condition secondary) throws Exception {
    Operations operator = new Operations(regions, directory);
    Place place = place(kind);
    String store = place.url();
    try (HaStreamClient process = operator.process(place.store())) {
      secondary.befall(regions.secondary());

      assertThat(operator.json(store, "status").get("primaryActive").asBoolean()).isTrue();
      for (String command : new String[] {"failover --reason maintenance", "drill --stay 1s"}) {
        int status = operator.run(store, command.split(" "));
        assertThat(status).as(command).isEqualTo(secondary.serves() ? 0 : HaStreaming.REFUSED);
        if (!secondary.serves()) {
          assertThat(operator.err()).contains("sa-vinhedo-1", "cannot be switched to");
        }
        assertThat(operator.run(store, "failback", "--reason", "home")).isZero();
      }
      assertThat(operator.run(store, "pin", "--to", "secondary", "--for", "1h"))
          .isEqualTo(secondary.serves() ? 0 : HaStreaming.REFUSED);
      assertThat(operator.run(store, "pin", "--to", "secondary", "--for", "1h", "--force"))
          .isZero();
      await().until(() -> !process.status().isPrimaryActive());
      assertThat(operator.run(store, "unpin")).isZero();
      assertThat(operator.run(store, "failback", "--reason", "home")).isZero();
      await().until(() -> process.status().isPrimaryActive());
    }
  }

  private Place place(Kind kind) {
    return switch (kind) {
      case FILE -> {
        Path file = directory.resolve("stream.properties");
        yield new Place(FailoverStateStore.propertiesFile(file), "file:" + file);
      }
      case H2 -> {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + directory.getFileName() + ";DB_CLOSE_DELAY=-1");
        yield new Place(jdbc(database), database.getUrl());
      }
      case POSTGRESQL -> {
        EmbeddedPostgres postgres = Objects.requireNonNull(server);
        yield new Place(
            jdbc(postgres.getPostgresDatabase()), postgres.getJdbcUrl("postgres", "postgres"));
      }
    };
  }

  private static FailoverStateStore jdbc(DataSource database) {
    return FailoverStateStore.jdbc(database, JdbcTable.CREATED_IF_MISSING);
  }
}
