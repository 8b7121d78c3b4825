package io.github.hastreaming.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.hastreaming.state.contract.States;
import io.github.hastreaming.support.JavaProcess;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one state file. */
@Tag("environment")
class StateFileProcessesTest {

  private static final int KILLS = 50;
  private static final int CHANGES = 200;

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("stream.properties");
  }

  private FailoverState load() {
    return FailoverStateStore.propertiesFile(file())
        .load(States.PRIMARY.streamOcid())
        .orElseThrow();
  }

  @Test
  void loseNoUpdateOfEachOther() {
    try (JavaProcess one = writer("one", CHANGES);
        JavaProcess two = writer("two", CHANGES)) {
      one.readLine();
      two.readLine();
      one.writeLine("go");
      two.writeLine("go");
      assertThat(drain(one)).isZero();
      assertThat(drain(two)).isZero();
    }

    assertThat(load().otherFields()).containsEntry("one", "200").containsEntry("two", "200");
    assertThat(load().epoch()).isEqualTo(2 * CHANGES);
  }

  @Test
  @Timeout(180)
  void neverLeaveAFileThatDoesNotLoadHoweverTheyAreKilled() throws Exception {
    Random random = new Random(50);
    long last = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (JavaProcess writer = writer("killed", Integer.MAX_VALUE)) {
        writer.readLine();
        writer.writeLine("go");
        long told = last;
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
          told = Long.parseLong(writer.readLine().substring("done ".length()));
        }
        spin(random.nextInt(3_000));
        writer.kill();

        FailoverState state = load();
        assertThat(state.epoch()).as("what it said it did").isGreaterThanOrEqualTo(told);
        assertThat(state.otherFields()).containsEntry("killed", Long.toString(state.epoch()));
        last = state.epoch();
      }
    }
    assertThat(directory.toFile().list())
        .isSubsetOf("stream.properties", "stream.properties.lock", "stream.properties.tmp");
  }

  private JavaProcess writer(String name, int changes) {
    return JavaProcess.start(StateWriter.class, file().toString(), name, Integer.toString(changes));
  }

  /** Reads to the end, so that the process is not stopped by a full pipe. */
  private static int drain(JavaProcess process) {
    for (int change = 0; change < CHANGES; change++) {
      process.readLine();
    }
    return process.exitValue();
  }

  /** So that the kill hits any moment of a write. */
  private static void spin(int micros) {
    long end = System.nanoTime() + micros * 1_000L;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
