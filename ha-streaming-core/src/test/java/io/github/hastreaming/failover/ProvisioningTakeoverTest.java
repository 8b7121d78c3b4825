package io.github.hastreaming.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.hastreaming.state.FailoverState;
import io.github.hastreaming.state.FailoverStateStore;
import io.github.hastreaming.support.JavaProcess;
import io.github.hastreaming.support.PostgresServer;
import io.github.hastreaming.support.ProducerProcess;
import io.github.hastreaming.testkit.Fault;
import io.github.hastreaming.testkit.OciStreamingEmulator;
import io.github.hastreaming.testkit.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of several hosts, whose state is in a database, need a secondary at once. */
@Tag("environment")
class ProvisioningTakeoverTest {

  private final OciStreamingEmulator primary = OciStreamingEmulator.start("sa-saopaulo-1");
  private final OciStreamingEmulator secondary = OciStreamingEmulator.start("sa-vinhedo-1");
  private final String primaryOcid = primary.createStream("orders", 2);
  private final PostgresServer database;

  ProvisioningTakeoverTest(@TempDir Path directory) throws IOException {
    database = PostgresServer.start(directory.resolve("data"));
    primary.inject(Fault.refused());
  }

  @AfterEach
  void closeAll() {
    primary.close();
    secondary.close();
    database.close();
  }

  private JavaProcess producer() {
    JavaProcess process =
        JavaProcess.start(
            ProducerProcess.class,
            primary.endpoint(),
            primaryOcid,
            secondary.endpoint(),
            database.url());
    assertThat(process.readLine()).isEqualTo("ready");
    return process;
  }

  private long creations() {
    return secondary.requests().stream()
        .map(RecordedRequest::operation)
        .filter("createStream"::equals)
        .count();
  }

  private FailoverState stored() {
    try (HikariDataSource pool = database.pool(1)) {
      return FailoverStateStore.jdbc(pool).load(primaryOcid).orElseThrow();
    }
  }

  @Test
  void threeProcessesMakeOneStreamAndOneSwitch() {
    secondary.lifecycleDelay(Duration.ofMillis(500));
    try (JavaProcess one = producer();
        JavaProcess two = producer();
        JavaProcess three = producer()) {
      one.writeLine("orders-secondary");
      two.writeLine("orders-secondary");
      three.writeLine("orders-secondary");

      assertThat(one.readLine())
          .isEqualTo(two.readLine())
          .isEqualTo(three.readLine())
          .isEqualTo(secondary.streams().get(0).ocid());
      await().until(() -> !stored().isPrimaryActive()); // While the processes may still save.
    }
    assertThat(secondary.streams()).hasSize(1);
  }

  @Test
  void aProcessKilledWhileItsStreamIsBeingMadeIsTakenOver() {
    secondary.lifecycleDelay(Duration.ofHours(1));
    try (JavaProcess killed = producer();
        JavaProcess next = producer()) {
      killed.writeLine("orders-secondary");
      await().until(() -> creations() == 1);
      killed.kill();
      int requests = secondary.requests().size();

      next.writeLine("orders-secondary");
      await().until(() -> secondary.requests().size() >= requests + 3); // It waits for the stream.
      secondary.advanceClock(Duration.ofHours(2));

      assertThat(next.readLine()).isEqualTo(secondary.streams().get(0).ocid());
      await().until(() -> !stored().isPrimaryActive()); // While the process may still save.
    }
    assertThat(creations()).isOne();
  }
}
