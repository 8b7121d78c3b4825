package io.github.hastreaming.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.hastreaming.HaStreamClient;
import io.github.hastreaming.resolver.SecondaryResolver;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.state.JdbcTable;
import io.github.hastreaming.target.StreamTarget;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What it costs a PostgreSQL, and this process, that many clients watch the state in it. */
final class Watching {

  private static final StreamTarget PRIMARY =
      StreamTarget.of("sa-saopaulo-1", "ocid1.stream.oc1.sa-saopaulo-1.one", "http://127.0.0.1:1");
  private static final StreamTarget SECONDARY =
      StreamTarget.of("sa-vinhedo-1", "ocid1.stream.oc1.sa-vinhedo-1.two", "http://127.0.0.1:2");
  private static final int DEFAULT_SECONDS = 20;
  private static final int CLIENTS = 200;
  private static final int CONNECTIONS = 8;

  private final EmbeddedPostgres server;
  private final List<HaStreamClient> clients;

  private Watching(EmbeddedPostgres server, List<HaStreamClient> clients) {
    this.server = server;
    this.clients = clients;
  }

  static void run(Report report, String... args) throws Exception {
    int seconds = args.length == 0 ? DEFAULT_SECONDS : Integer.parseInt(args[0]);
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        HikariDataSource pool = pool(server)) {
      FailoverStateStore store = FailoverStateStore.jdbc(pool, JdbcTable.CREATED_IF_MISSING);
      report.section(
          "Clients that watch one PostgreSQL",
          CLIENTS + " clients in one process, one pool of " + CONNECTIONS + " connections, idle.");
      report.table(
          "`statePollInterval`",
          "statements a second",
          "CPU of the server",
          "of the clients",
          "all followed a switch after");
      for (Duration interval : List.of(store.defaultPollInterval(), Duration.ofSeconds(1))) {
        List<HaStreamClient> clients = clients(store, interval);
        try {
          TimeUnit.SECONDS.sleep(5); // What each has to store at its start.
          new Watching(server, clients).measure(report, interval, seconds);
        } finally {
          clients.forEach(HaStreamClient::close);
        }
      }
    }
  }

  private static HikariDataSource pool(EmbeddedPostgres server) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(server.getPostgresDatabase());
    config.setMaximumPoolSize(CONNECTIONS);
    return new HikariDataSource(config);
  }

  private static List<HaStreamClient> clients(FailoverStateStore store, Duration interval) {
    List<HaStreamClient> clients = new ArrayList<>();
    for (int number = 0; number < CLIENTS; number++) {
      clients.add(
          HaStreamClient.builder()
              .primary(PRIMARY)
              .secondaryResolver(SecondaryResolver.fixed(SECONDARY))
              .streamFactory((target, timeouts) -> new InMemoryStream(0))
              .allowedEndpointHosts("127.0.0.1")
              .stateStore(store)
              .statePollInterval(interval)
              .build(Emulated.credentials()));
    }
    return clients;
  }

  private void measure(Report report, Duration interval, int seconds) throws Exception {
    long statements = statements();
    Duration serverCpu = serverCpu();
    long ownCpu = ownCpu();
    TimeUnit.SECONDS.sleep(seconds);
    long done = statements() - statements;
    Duration serverTook = serverCpu().minus(serverCpu);
    long ownTook = ownCpu() - ownCpu;
    long switched = millisUntilAllSwitched();
    report.row(
        interval.toSeconds() + " s",
        String.format(Locale.ROOT, "%.0f", (double) done / seconds),
        String.format(Locale.ROOT, "%.1f %%", 100.0 * serverTook.toMillis() / (seconds * 1e3)),
        String.format(Locale.ROOT, "%.1f %%", 100.0 * ownTook / (seconds * 1e9)),
        switched + " ms");
  }

  private long millisUntilAllSwitched() throws InterruptedException {
    HaStreamClient one = clients.get(0);
    boolean there = one.status().isPrimaryActive();
    long began = System.nanoTime();
    if (there) {
      one.failover().failOver("benchmark");
    } else {
      one.failover().failBack("benchmark");
    }
    while (clients.stream().anyMatch(client -> client.status().isPrimaryActive() == there)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  /** Each read is a transaction. */
  private long statements() throws SQLException {
    try (Connection connection = server.getTemplateDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT sum(xact_commit) FROM pg_stat_database WHERE datname = 'postgres'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Duration serverCpu() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().command().filter(Watching::isPostgres).isPresent())
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static boolean isPostgres(String command) {
    return command.endsWith("/postgres");
  }

  private static long ownCpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
