package io.github.hastreaming.support;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL that tests stop, start and freeze; what it holds outlasts that. */
public final class PostgresServer implements AutoCloseable {

  private final Path data;
  private final int port;
  private @Nullable EmbeddedPostgres server;
  private List<Long> frozen = List.of();

  private PostgresServer(Path data) throws IOException {
    this.data = data;
    this.server = builder().start();
    this.port = server.getPort();
  }

  /**
   * Makes a server and starts it.
   *
   * @param data its directory, which is to be removed by the caller
   */
  public static PostgresServer start(Path data) throws IOException {
    return new PostgresServer(data);
  }

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "off");
  }

  /** All connections end. */
  public void stop() throws IOException {
    Objects.requireNonNull(server, "it is stopped").close();
    server = null;
  }

  public void startAgain() throws IOException {
    server = builder().setPort(port).start();
  }

  /** Connections are accepted, and nobody answers: every process of it is stopped. */
  public void freeze() throws IOException {
    long postmaster =
        Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
    ProcessHandle main = ProcessHandle.of(postmaster).orElseThrow();
    frozen = Stream.concat(Stream.of(main), main.descendants()).map(ProcessHandle::pid).toList();
    signal("-STOP");
  }

  public void thaw() throws IOException {
    signal("-CONT");
    frozen = List.of();
  }

  private void signal(String signal) throws IOException {
    for (long pid : frozen) {
      new ProcessBuilder("kill", signal, Long.toString(pid)).start().onExit().join();
    }
  }

  public boolean isFrozen() {
    return !frozen.isEmpty();
  }

  public boolean isRunning() {
    return server != null;
  }

  public int port() {
    return port;
  }

  public String url() {
    return url("127.0.0.1", port);
  }

  /** Past the loopback, by a proxy. */
  public String url(String host, int proxyPort) {
    return "jdbc:postgresql://"
        + host
        + ":"
        + proxyPort
        + "/postgres?user=postgres&cancelSignalTimeout=1";
  }

  /** A pool that is in a hurry. */
  public HikariDataSource pool(int size) {
    return pool(size, config -> {});
  }

  public HikariDataSource pool(int size, Consumer<HikariConfig> settings) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(1_000);
    config.setValidationTimeout(500);
    config.setInitializationFailTimeout(-1); // The pool may be made while the server is down.
    settings.accept(config);
    return new HikariDataSource(config);
  }

  /** Connections past the pool. */
  public DataSource admin() {
    return Objects.requireNonNull(server, "it is stopped").getPostgresDatabase();
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = admin().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      if (isFrozen()) {
        thaw();
      }
      if (isRunning()) {
        stop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
